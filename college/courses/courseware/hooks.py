"""The ways to it: from a course's page in the admin and its board, and from a lesson's page."""

from collections.abc import Iterator

from django.urls import URLPattern, include, path, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from college.courses.buttons import on_pages
from college.courses.models import CoursePage, LessonPage
from college.people.models import User


@hooks.register("register_admin_urls")
def courseware_urls() -> list[URLPattern]:
    return [path("courseware/", include("college.courses.courseware.urls"))]  # type: ignore[list-item]


def _button(page: Page, user: User, priority: int) -> Iterator[Button]:
    if page.specific_class not in (CoursePage, LessonPage):
        return
    allowed = page.permissions_for_user(user)
    label = gettext_lazy("放进 SCORM 课件")
    if page.specific_class is CoursePage and allowed.can_edit() and allowed.can_add_subpage():
        yield Button(label, url=reverse("courseware:send", args=[page.pk]), icon_name="upload", priority=priority)
    elif page.specific_class is LessonPage and allowed.can_edit() and not allowed.page_locked():
        url = reverse("courseware:send-into", args=[page.get_parent().pk, page.pk])
        label = gettext_lazy("放进或更换 SCORM 课件")
        yield Button(label, url=url, icon_name="upload", priority=priority)


on_pages(_button, above=8, listed=5)
