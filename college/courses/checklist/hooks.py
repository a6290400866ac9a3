"""The ways to it: from a page in the admin, and before it is published."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, include, path, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.panels import Panel
from college.courses.buttons import on_pages
from college.courses.checklist import asking  # noqa: F401
from college.courses.checklist.actions import measure
from college.courses.checklist.contents import drafts_of
from college.courses.checklist.facts import pictures_in
from college.courses.models import CoursePage, LessonPage
from college.people.models import User


@hooks.register("register_admin_urls")
def checklist_urls() -> list[URLPattern]:
    return [path("checklists/", include("college.courses.checklist.urls"))]  # type: ignore[list-item]


def _button(page: Page, user: User, priority: int) -> Iterator[Button]:
    if page.specific_class in (CoursePage, LessonPage) and page.permissions_for_user(user).can_edit():
        url = reverse("checklists:list", args=[page.pk])
        yield Button(gettext_lazy("发布前检查"), url=url, icon_name="glasses", priority=priority)


on_pages(_button, above=6, listed=3)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def measure_new_pictures(request: HttpRequest, page: Page) -> None:
    """So that it is known by the time somebody wants to publish. Addresses outside are looked at when asked for."""
    if isinstance(page, CoursePage | LessonPage):
        measure(pictures_in(drafts_of([page])))


class ChecklistPanel(Panel):
    """Beside the form; what stands in it is asked for when somebody looks."""

    place = "checks"
    template_name = "courses/checklist/beside.html"

    def __init__(self, page: Page) -> None:
        self.page = page

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"page": self.page}


@hooks.register("editor_panels")
def checklist_beside_the_form(request: HttpRequest, page: Page) -> list[Panel]:
    return [ChecklistPanel(page)] if isinstance(page, CoursePage | LessonPage) else []
