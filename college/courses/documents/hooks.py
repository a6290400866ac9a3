"""The ways to it: from a course's page in the admin, and from its board."""

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
def document_urls() -> list[URLPattern]:
    return [path("documents-to-lessons/", include("college.courses.documents.urls"))]  # type: ignore[list-item]


def _button(page: Page, user: User, priority: int) -> Iterator[Button]:
    allowed = page.permissions_for_user(user) if page.specific_class is CoursePage else None
    if allowed and allowed.can_edit() and allowed.can_add_subpage():
        url = reverse("documents:send", args=[page.pk])
        label = gettext_lazy("从 Word、PowerPoint、Excel 导入")
        yield Button(label, url=url, icon_name="upload", priority=priority)


on_pages(_button, above=7, listed=4)
