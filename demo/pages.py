"""Adding pages once, and never touching one that is there."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from wagtail.models import Page

from cms.models import HomePage, StandardPage
from college.courses.models import ProgrammeIndexPage
from college.people.models import User
from demo import content
from demo.files import NoFiles


def key(name: str) -> UUID:
    """By which a page of the demo is known, whatever an editor calls it later."""
    return uuid5(NAMESPACE_URL, f"mingliang-demo/{name}")


def is_there(parent: Page, name: str) -> bool:
    """Whether the page was made before, or another stands at its address."""
    known = Page.objects.filter(translation_key=key(name)).exists()
    return known or parent.get_children().filter(slug=name).exists()


def publish(parent: Page, page: Page, author: User | None) -> Any:
    parent.add_child(instance=page)
    page.save_revision(user=author, log_action=True).publish(user=author, skip_permission_checks=True)
    return page


def fill(page: Page, author: User | None, **values: Any) -> None:
    """Writes on a page that nobody has edited yet."""
    if page.latest_revision_id is not None:
        return
    for field, value in values.items():
        setattr(page, field, value)
    page.save_revision(user=author, log_action=True).publish(user=author, skip_permission_checks=True)


def fill_home(home: HomePage, author: User | None) -> None:
    text = content.read("site")["home"]
    fill(
        home, author, introduction=content.paragraphs(text["introduction"]), body=content.body(text["body"], NoFiles())
    )


def fill_catalogue(catalogue: ProgrammeIndexPage, author: User | None) -> None:
    fill(catalogue, author, introduction=content.read("catalogue")["introduction"])


def add_standard_pages(home: HomePage, author: User | None) -> None:
    for text in content.read("site")["pages"]:
        if not is_there(home, text["slug"]):
            publish(home, _standard_page(text), author)


def _standard_page(text: content.Entry) -> StandardPage:
    return StandardPage(
        translation_key=key(text["slug"]),
        slug=text["slug"],
        title=text["title"],
        introduction=text["introduction"],
        body=content.body(text["body"], NoFiles()),
        show_in_menus=True,
    )
