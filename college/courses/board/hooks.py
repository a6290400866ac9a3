"""The ways to the board, and what keeps a lesson with the course it was learned in."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from college.courses.board.refusals import BoardRefused
from college.courses.buttons import on_pages
from college.courses.keeping import is_kept
from college.courses.models import CoursePage, LessonPage
from college.people.models import User


@hooks.register("register_admin_urls")
def board_urls() -> list[URLPattern]:
    return [path("boards/", include("college.courses.board.urls"))]  # type: ignore[list-item]


def _button(page: Page, user: User, priority: int) -> Iterator[Button]:
    """On a course, its board; on a lesson, that of its course."""
    course = page.get_parent() if page.specific_class is LessonPage else page
    if course.specific_class is CoursePage and course.permissions_for_user(user).can_edit():
        url = reverse("boards:board", args=[course.pk])
        yield Button(gettext_lazy("课时总览"), url=url, icon_name="list-ol", priority=priority)


on_pages(_button, above=5, listed=2)


@hooks.register("before_move_page")
def keep_a_lesson_with_its_learners(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    if page.specific_class is LessonPage and not page.is_child_of(destination) and is_kept(page):
        messages.error(request, BoardRefused("learned").message)
        return redirect("boards:board", page.get_parent().pk)
    return None


@hooks.register("before_bulk_action")
def keep_each_lesson_with_its_learners(
    request: HttpRequest, action: str, objects: Sequence[Any], view: object
) -> HttpResponse | None:
    if action != "move":
        return None
    lessons = [page for page in objects if isinstance(page, Page) and page.specific_class is LessonPage]
    kept = [page for page in lessons if is_kept(page)]
    for page in kept:
        said = {"title": page.get_admin_display_title(), "why": BoardRefused("learned").message}
        messages.error(request, _("“%(title)s”：%(why)s") % said)
    return redirect("wagtailadmin_explore", kept[0].get_parent().pk) if kept else None
