"""The ways to it: from a course's page in the admin, and from its board."""

from collections.abc import Iterator

from django.urls import URLPattern, include, path, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from college.courses.buttons import on_pages
from college.courses.languages.originals import may_see_languages
from college.courses.models import CoursePage
from college.people.models import User


@hooks.register("register_admin_urls")
def language_urls() -> list[URLPattern]:
    return [path("course-languages/", include("college.courses.languages.urls"))]  # type: ignore[list-item]


def _button(page: Page, user: User, priority: int) -> Iterator[Button]:
    if page.specific_class is not CoursePage or not page.permissions_for_user(user).can_edit():
        return
    if may_see_languages(user, page):
        url = reverse("course_languages:beside", args=[page.pk])
        yield Button(gettext_lazy("各种语言"), url=url, icon_name="site", priority=priority)


on_pages(_button, above=10, listed=7)
