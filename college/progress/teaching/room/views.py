"""The screen of a classroom: the lesson, large, and the roll, which is kept by POST.

With JavaScript the roll alone comes back, and the video plays on.
"""

import re
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_htmx.http import HttpResponseClientRedirect

from college.courses.access import is_open
from college.courses.models import LessonPage
from college.courses.terms import asks_quiz
from college.progress.attendance import Kept, keep_roll, papers_for
from college.progress.models import Attendance
from college.progress.teaching.room.roll import Roll, calls_the_roll
from college.progress.teaching.views import CoursePageView

NUMBER = re.compile(r"[0-9]{1,18}")


class LessonView(CoursePageView):
    """A page for who calls the roll of one lesson of the course; 404 for everybody else."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not calls_the_roll(self.user, self.course):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def lesson(self) -> LessonPage:
        found = next((lesson for lesson in self.content.lessons if lesson.pk == self.kwargs["lesson_pk"]), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def roll(self) -> Roll:
        roll = Roll(self.classroom, self.lesson, self.user, localdate(self.now))
        if NUMBER.fullmatch(place := self.request.GET.get("place", "")):
            roll.place = roll.places.filter(pk=place).first()
        return roll

    @property
    def address(self) -> str:
        url = reverse("teaching:room", args=[self.course.pk, self.lesson.pk])
        return f"{url}?place={self.roll.place.pk}" if self.roll.place else url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"lesson": self.lesson, "number": self.content.numbers[self.lesson.pk], "roll": self.roll}
        return super().get_context_data(**kwargs, **shown, address=self.address)


class RoomView(LessonView):
    def get_template_names(self) -> list[str]:
        return ["progress/room/_roll.html" if self.request.htmx else "progress/room/room.html"]  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            is_shown=is_open(self.user, self.lesson),
            is_video_shown=self.lesson.is_video_shown_to(self.request),
            is_all="all" in self.request.GET,
            asks_quiz=asks_quiz(self.lesson),
            text_size="large",
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("day") != self.roll.day.isoformat():
            messages.error(request, _("这是以前的点名，没有保存。下面是今天的名单，请重新点。"))
            return self._answer()
        kept = keep_roll(
            lesson=self.lesson,
            enrolments=self.roll.enrolments,
            present=self._numbers("present"),
            shown=self._numbers("shown"),
            visiting={seat.enrolment.pk for seat in self.roll.seats if seat.is_visiting},
            by=self.user,
            now=self.now,
        )
        del self.roll
        self._say(kept)
        if request.POST.get("then") == "add":
            adding = reverse("teaching:room_add", args=[self.course.pk, self.lesson.pk])
            return HttpResponseClientRedirect(adding) if request.htmx else redirect(adding)  # type: ignore[attr-defined]
        return self._answer()

    def _answer(self) -> HttpResponse:
        if self.request.htmx:  # type: ignore[attr-defined]
            return self.render_to_response(self.get_context_data())
        return redirect(f"{self.address}#roll")

    def _numbers(self, name: str) -> set[int]:
        return {int(pk) for pk in self.request.POST.getlist(name) if NUMBER.fullmatch(pk)}

    def _say(self, kept: Kept) -> None:
        count = self.roll.present
        words = ngettext("记好了：今天到课 %(count)s 人。", "记好了：今天到课 %(count)s 人。", count)
        messages.success(self.request, words % {"count": count})
        papers = papers_for([each.enrolment for each in kept.withdrawn])
        for each in kept.withdrawn:
            messages.warning(self.request, withdrawn(each))
            if numbers := papers.get(each.enrolment_id):
                messages.error(self.request, issued(each, numbers))


def withdrawn(attendance: Attendance) -> str:
    """What putting a mistake right came to, for one learner."""
    name = {"name": attendance.enrolment.learner}
    if "course" in attendance.undone:
        return _("改为没到：%(name)s。这一课和整门课是因为到课算学完的，已一并更正。") % name
    if "lesson" in attendance.undone:
        return _("改为没到：%(name)s。这一课是因为到课算学完的，已一并更正。") % name
    return _("改为没到：%(name)s。另外学完的不受影响。") % name


def issued(attendance: Attendance, numbers: list[str]) -> str:
    """That they have something for this course, perhaps by its attendances or hours; nobody here may revoke it."""
    said = {"name": attendance.enrolment.learner, "numbers": _("、").join(numbers)}
    return _("%(name)s已经领到证书 %(numbers)s，不会自动收回，请告诉发证单位核对。") % said
