from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, include, path
from django.utils.html import format_html
from wagtail import hooks

from cms.desk import home
from cms.desk.pages import Drafts, Remarks, SentBack, ToReview
from cms.desk.sections import Section
from cms.editing import EveryPage
from college.people.models import User


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern]:
    return [path("desk/", include(home))]  # type: ignore[list-item]


@hooks.register("register_admin_viewset")
def edit_alone() -> EveryPage:
    return EveryPage()


@hooks.register("insert_editor_js")
def clean_what_is_pasted() -> str:
    return format_html('<script type="module" src="{}"></script>', static("js/cms/paste.js"))


@hooks.register("construct_homepage_panels", order=1000)
def the_desk_alone(request: HttpRequest, panels: list[Any]) -> None:
    """In place of Wagtail's own lists, which say the same thing twice and in the words of a programmer."""
    panels[:] = [home.DeskPanel(request)]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_totals(request: HttpRequest, items: list[Any]) -> None:
    """How many pages, pictures and documents there are helps nobody to begin."""
    items.clear()


@hooks.register("desk_sections")
def pages_that_wait(user: User) -> list[Section]:
    return [SentBack(user), Remarks(user), ToReview(user), Drafts(user)]
