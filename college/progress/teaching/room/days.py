"""Who came when: the lessons of a course with the days they were taught, and the list of one day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from college.courses.models import LessonPage
from college.progress.models import Attendance
from college.progress.querysets import AttendanceQuerySet
from college.progress.teaching.room.roll import calls_the_roll
from college.progress.teaching.rows import memberships_in, places_of
from college.progress.teaching.views import CoursePageView

DAYS = 6
"""Of each lesson the latest are shown; the whole is in the Excel file."""
A_PAGE = 100


class DayConverter:
    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


@dataclass
class Taught:
    """A lesson with the days on which somebody came to it, the latest first, and how many."""

    lesson: LessonPage
    number: int
    days: list[tuple[date, int]]


@dataclass
class Line:
    attendance: Attendance
    places: list[str]


class AttendanceView(CoursePageView):
    here = "teaching:rooms"

    def seen(self) -> AttendanceQuerySet:
        """Of the learners that the teacher sees, and of the visitors they let in."""
        here = Attendance.objects.filter(enrolment__course=self.course)
        theirs = Q(marked_by=self.user, is_visiting=True)
        return here.filter(Q(enrolment__in=self.classroom.enrolments()) | theirs)


class RoomsView(AttendanceView):
    template_name = "progress/admin/rooms.html"
    page_title = _("课堂")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        days: dict[int, list[tuple[date, int]]] = defaultdict(list)
        counted = self.seen().standing().order_by("-day").values_list("lesson", "day").annotate(Count("pk"))
        for lesson, day, count in counted:
            days[lesson].append((day, count))
        taught = [Taught(each, n, days[each.pk][:DAYS]) for n, each in enumerate(self.content.lessons, 1)]
        may_call = calls_the_roll(self.user, self.course)
        return super().get_context_data(**kwargs, taught=taught, may_call=may_call)


class DayView(AttendanceView):
    """Also of a lesson that is no longer published."""

    template_name = "progress/admin/room_day.html"
    page_title = _("到课")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.seen().filter(lesson=self.kwargs["lesson_pk"], day=self.kwargs["day"])
        found = found.select_related("enrolment__learner", "marked_by", "withdrawn_by").order_by("pk")
        found = found.prefetch_related(memberships_in(self.classroom, "enrolment__learner__"))
        leaf = Paginator(found, A_PAGE).get_page(self.request.GET.get("p"))
        if not leaf.object_list:
            raise Http404
        lines = [Line(each, places_of(each.enrolment.learner)) for each in leaf]
        return super().get_context_data(**kwargs, lines=lines, leaf=leaf, lesson_title=lines[0].attendance.lesson_title)
