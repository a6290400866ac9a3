"""The ways to it: from a course's page in the admin, and from its board."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, include, path, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from college.courses.models import CoursePage
from college.people.models import User


@hooks.register("register_admin_urls")
def document_urls() -> list[URLPattern]:
    return [path("documents-to-lessons/", include("college.courses.documents.urls"))]  # type: ignore[list-item]


@hooks.register("register_page_header_buttons")
def documents_for_the_page_shown(
    page: Page, user: User, next_url: str | None = None, view_name: str = "", **_kept: Any
) -> Iterator[Button]:
    yield from _button(page, user, priority=7)


@hooks.register("register_page_listing_more_buttons")
def documents_for_a_page_listed(page: Page, user: User, next_url: str | None = None, **_kept: Any) -> Iterator[Button]:
    yield from _button(page, user, priority=4)


def _button(page: Page, user: User, *, priority: int) -> Iterator[Button]:
    allowed = page.permissions_for_user(user) if page.specific_class is CoursePage else None
    if allowed and allowed.can_edit() and allowed.can_add_subpage():
        url = reverse("documents:send", args=[page.pk])
        label = gettext_lazy("从 Word、PowerPoint、Excel 导入")
        yield Button(label, url=url, icon_name="upload", priority=priority)
