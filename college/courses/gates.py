"""Which lessons of a course are closed to a reader now, and why: by date here, by order in a room above."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from college.courses.access import may_edit
from college.courses.hooks import Gate, State, lesson_states
from college.courses.moments import day_of
from college.courses.visible import visible

if TYPE_CHECKING:
    from college.courses.access import Person
    from college.courses.models import CoursePage, LessonPage


def lesson_gates(request: HttpRequest, course: "CoursePage", lessons: "Collection[LessonPage]") -> dict[int, Gate]:
    """The closed ones among these lessons, by key. Whoever may edit the course finds all of them open."""
    if course.pk is None or getattr(request, "is_preview", False) or not may_have_gates(course, lessons):
        return {}
    if may_edit(request.user, course):
        return {}
    found: dict[int, Gate | None] = {**by_date(course, lessons, timezone.now())}
    for contribute in hooks.get_hooks("lesson_gates"):
        said = contribute(request, course, lessons)
        found |= {pk: gate for pk, gate in said.items() if gate is None or not found.get(pk)}
    return {pk: gate for pk, gate in found.items() if gate}


def may_have_gates(course: "CoursePage", lessons: "Collection[LessonPage]") -> bool:
    """Most courses have none, and ask nothing of the database."""
    pages = [course, *lessons]
    return course.is_in_order or any(page.available_from or page.available_until for page in pages)


def states_and_gates(
    request: HttpRequest, course: "CoursePage", lessons: "Sequence[LessonPage]"
) -> tuple[dict[int, State], dict[int, Gate]]:
    """What the rows of these lessons say to the reader, and which of them are closed to them."""
    gates = lesson_gates(request, course, lessons)
    closed = {pk: State("locked", gate.words) for pk, gate in gates.items()}
    return lesson_states(request, course, lessons) | closed, gates


def is_closed(user: "Person", course: "CoursePage", lesson: "LessonPage") -> bool:
    """Where there is no page being shown, such as for the file of a video."""
    if not may_have_gates(course, [lesson]):
        return False
    request = HttpRequest()
    request.user = user
    return lesson.pk in lesson_gates(request, course, visible(user, course.lessons()))


def by_date(course: "CoursePage", lessons: "Collection[LessonPage]", now: datetime) -> dict[int, Gate]:
    gates = {lesson.pk: date_gate(course, now) or date_gate(lesson, now) for lesson in lessons}
    return {pk: gate for pk, gate in gates.items() if gate}


def date_gate(page: "CoursePage | LessonPage", now: datetime) -> Gate | None:
    if page.available_from and now < page.available_from:
        day = day_of(page.available_from, is_near=True)
        return Gate(_("从%(day)s起可以学") % {"day": day}, _("到时候再来，从这里就能开始学。"))
    if page.available_until and now > page.available_until:
        day = day_of(page.available_until, is_end=True, is_near=True)
        return Gate(_("学到%(day)s为止，已经结束") % {"day": day}, _("学过的都记着，不会少。想再学，请找老师。"))
    return None
