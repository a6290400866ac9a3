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
def video_urls() -> list[URLPattern]:
    return [path("videos-to-lessons/", include("college.courses.videos.urls"))]  # type: ignore[list-item]


def _button(page: Page, user: User, priority: int) -> Iterator[Button]:
    allowed = page.permissions_for_user(user) if page.specific_class is CoursePage else None
    if allowed and allowed.can_edit() and allowed.can_add_subpage():
        url = reverse("lesson_videos:send", args=[page.pk])
        yield Button(gettext_lazy("一个视频一课"), url=url, icon_name="media", priority=priority)


on_pages(_button, above=9, listed=6)
