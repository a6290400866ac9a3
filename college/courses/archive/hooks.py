"""The ways to it: out from a course's page and its board, in from the list of courses."""

from collections.abc import Iterator

from django.urls import URLPattern, include, path, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from college.courses.buttons import on_pages
from college.courses.models import CoursePage
from college.people.models import User


@hooks.register("register_admin_urls")
def archive_urls() -> list[URLPattern]:
    return [path("course-archives/", include("college.courses.archive.urls"))]  # type: ignore[list-item]


def _button(page: Page, user: User, priority: int) -> Iterator[Button]:
    if page.specific_class is CoursePage and page.permissions_for_user(user).can_edit():
        url = reverse("archives:export", args=[page.pk])
        yield Button(gettext_lazy("导出整门课"), url=url, icon_name="download", priority=priority)


on_pages(_button, above=8, listed=5)
