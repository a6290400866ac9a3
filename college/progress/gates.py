"""The lessons that are closed to a learner: those behind one that comes first where a course is learned in order, and
those outside their dates. What was completed is always open."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from college.courses.gates import by_date, may_have_gates
from college.courses.hooks import Gate
from college.courses.models import CoursePage, LessonPage
from college.courses.terms import needed

if TYPE_CHECKING:
    from college.progress.standing import Standing


def is_open(standing: "Standing", lesson: LessonPage) -> bool:
    return lesson.pk not in standing.gates


def gates_of(standing: "Standing", now: datetime | None = None) -> dict[int, Gate]:
    """Order and dates, of all lessons of the course, without a query."""
    course, lessons = standing.course, standing.lessons
    if not may_have_gates(course, lessons):
        return {}
    found = by_order(course, lessons, done=standing.done_keys) | by_date(course, lessons, now or timezone.now())
    return {pk: gate for pk, gate in found.items() if pk not in standing.done_keys}


def by_order(course: CoursePage, lessons: Collection[LessonPage], *, done: Collection[int]) -> dict[int, Gate]:
    """Closed are those behind the first needed lesson that is not done; each opens when the needed one before it is."""
    lessons = list(lessons)
    asked = needed(course, lessons)
    first = next((lesson for lesson in asked if lesson.pk not in done), None)
    if not course.is_in_order or first is None:
        return {}
    place, keys = lessons.index(first) + 1, {lesson.pk for lesson in asked}
    gates, before = {}, place
    for number, lesson in enumerate(lessons[place:], place + 1):
        gates[lesson.pk] = _behind(before, first, place)
        before = number if lesson.pk in keys else before
    return gates


def _behind(before: int, first: LessonPage, place: int) -> Gate:
    """Behind the lesson number `before`, while `first` at this place is the one to do."""
    at = {"number": place, "title": first.title}
    return Gate(
        _("学完第 %(number)s 课就打开") % {"number": before},
        _("这门课按次序一课一课学。现在该学第 %(number)s 课“%(title)s”。") % at,
        first.get_url(),
        _("去学第 %(number)s 课") % at,
    )
