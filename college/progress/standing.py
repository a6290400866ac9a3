"""Where a learner stands in a course: what is done, what comes next, from which second."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from math import ceil
from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cms.restrictions import restricted_paths
from college.courses.hooks import Gate
from college.courses.models import CoursePage, LessonPage
from college.courses.outlines import courses_of, lessons_of
from college.courses.terms import needed
from college.courses.visible import is_staff, refused_paths
from college.progress.completion import seconds_covered
from college.progress.gates import gates_of
from college.progress.models import Enrolment, LessonProgress
from college.progress.watchmap import seconds_in
from media.clock import clock

WORTH_RESUMING = 5.0
"""Seconds from either end of a video within which one starts at the beginning."""


def resume_at(progress: LessonProgress | None, lesson: LessonPage) -> float:
    """The second of the lesson's video to go on from."""
    if progress is None or not lesson.video or progress.video_id != lesson.video_id:
        return 0.0
    is_within = WORTH_RESUMING <= progress.position <= (lesson.video.duration or 0) - WORTH_RESUMING
    return progress.position if is_within else 0.0


@dataclass
class Standing:
    enrolment: Enrolment
    lessons: list[LessonPage]
    """The live lessons of the course that the learner may see, in order."""
    progress: dict[int, LessonProgress]
    """By lesson."""
    kept: int = 0
    """Lessons that a privacy setting keeps from the learner, and that are not among the `lessons`. They are still asked
    for: the course's rule is one for all, and says on a certificate what was learned."""
    is_closed_off: bool = False
    """Whether the course is not published, or a privacy setting keeps the learner out of it."""

    @property
    def course(self) -> CoursePage:
        return self.enrolment.course

    @property
    def total(self) -> int:
        return len(self.lessons)

    @cached_property
    def done_keys(self) -> set[int]:
        return {lesson for lesson, row in self.progress.items() if row.is_completed}

    @cached_property
    def done(self) -> int:
        return sum(self.is_done(lesson) for lesson in self.lessons)

    def is_done(self, lesson: LessonPage) -> bool:
        return lesson.pk in self.done_keys

    @cached_property
    def gates(self) -> dict[int, Gate]:
        """What keeps the learner out of a lesson, by lesson."""
        return gates_of(self)

    @property
    def learned_at(self) -> datetime:
        """When the course was last learned in, or enrolled in."""
        return max((row.updated_at for row in self.progress.values()), default=self.enrolment.enrolled_at)

    @property
    def closed(self) -> Gate | None:
        """Why there is nothing to go on with, where every lesson that is not done is closed for now."""
        ahead = [lesson for lesson in self.lessons if not self.is_done(lesson)]
        return self.gates.get(ahead[0].pk) if ahead and self.current is None else None

    @property
    def minutes_left(self) -> int:
        """Of content, where the course asks for hours and all its lessons are done but the hours are not full."""
        asked = int(self.course.minimum_hours * 3600)
        if self.enrolment.is_completed or not asked or any(not self.is_done(each) for each in self._needed):
            return 0
        return max(0, ceil((asked - seconds_covered(self.lessons, self.progress.values())) / 60))

    @property
    def _needed(self) -> list[LessonPage]:
        return needed(self.course, self.lessons)

    def percent(self, lesson: LessonPage) -> int:
        """Of the lesson's video, rounded down: 100 only when all of it was watched."""
        progress = self.progress.get(lesson.pk)
        if progress is None or not lesson.video or progress.video_id != lesson.video_id or not lesson.video.duration:
            return 0
        return progress.covered * 100 // seconds_in(lesson.video.duration)

    @cached_property
    def current(self) -> LessonPage | None:
        """The lesson to go on with: the last one touched, or when it is done the next that is not; else the first.

        None while all that is not done is closed.
        """
        begun = [lesson for lesson in self.lessons if self._is_begun(lesson)]
        if not begun:
            return next(filter(self._is_ahead, self.lessons), None)
        latest = max(begun, key=lambda lesson: self.progress[lesson.pk].updated_at)
        return latest if self._is_ahead(latest) else self.after(latest) or self._again()

    def _is_begun(self, lesson: LessonPage) -> bool:
        """What was complete on enrolling, by a quiz passed before, was not begun in this course."""
        row = self.progress.get(lesson.pk)
        return row is not None and row.completed_at != self.enrolment.enrolled_at

    def _is_ahead(self, lesson: LessonPage) -> bool:
        return not self.is_done(lesson) and lesson.pk not in self.gates

    def _again(self) -> LessonPage | None:
        """None while the rest is kept from the learner: there is nothing to go on with."""
        is_all = self.done == self.total and (self.enrolment.is_completed or not self.kept)
        return self.lessons[0] if is_all and self.lessons else None

    @property
    def current_number(self) -> int:
        """The place of the current lesson in the course, from 1."""
        return self.lessons.index(self.current) + 1 if self.current else 0

    @property
    def current_position(self) -> float:
        return resume_at(self.progress.get(self.current.pk), self.current) if self.current else 0.0

    @property
    def resume_clock(self) -> str:
        """Where the current lesson goes on, as a clock shows it; empty when it starts at its beginning."""
        return clock(self.current_position) if self.current_position else ""

    @property
    def place(self) -> str:
        """Where to go on, in words; there is a current lesson."""
        title = cast(LessonPage, self.current).title
        named = {"number": self.current_number, "title": title, "clock": self.resume_clock}
        if self.resume_clock:
            return _("接着看：第 %(number)s 课 %(title)s，从 %(clock)s 开始") % named
        if self.progress:
            return _("接着学：第 %(number)s 课 %(title)s") % named
        return _("从第 %(number)s 课开始：%(title)s") % named

    @property
    def tally(self) -> str:
        """How much is done, in words."""
        return _("已学完 %(done)s 课，共 %(total)s 课") % {"done": self.done, "total": self.total}

    def after(self, lesson: LessonPage) -> LessonPage | None:
        """The next open lesson in order that is not done, looking from the beginning again after the last."""
        place = self.lessons.index(lesson) + 1 if lesson in self.lessons else 0
        in_turn = [*self.lessons[place:], *self.lessons[:place]]
        return next((other for other in in_turn if other.pk != lesson.pk and self._is_ahead(other)), None)


def in_their_courses(enrolments: Iterable[Enrolment]) -> list[Enrolment]:
    """Each with its course, published or not, as it is the same for everybody."""
    enrolments = list(enrolments)
    courses = courses_of(enrolment.course_id for enrolment in enrolments)
    for enrolment in enrolments:
        enrolment.course = courses[enrolment.course_id]
    return enrolments


def standings(enrolments: Iterable[Enrolment]) -> list[Standing]:
    """Where one learner's enrolments stand, in two queries however many there are.

    Only where a privacy setting stands in or above one of these courses it is asked whom that keeps out.
    """
    enrolments = list(enrolments)
    lessons = lessons_of(enrolment.course for enrolment in enrolments)
    refused = _refused(enrolments)
    progress: dict[int, dict[int, LessonProgress]] = {enrolment.pk: {} for enrolment in enrolments}
    for row in LessonProgress.objects.begun().light().filter(enrolment__in=list(progress)):
        progress[row.enrolment_id][row.lesson_id] = row
    return [_standing(each, lessons[each.course_id], progress[each.pk], refused) for each in enrolments]


def open_among(enrolments: list[Enrolment]) -> set[int]:
    """The keys of one learner's enrolments whose course they may open today."""
    refused = _refused(enrolments)
    return {enrolment.pk for enrolment in enrolments if not _is_closed_off(enrolment.course, refused)}


def _is_closed_off(course: CoursePage, refused: tuple[str, ...]) -> bool:
    return not course.live or course.path.startswith(refused)


def _standing(
    enrolment: Enrolment, lessons: list[LessonPage], progress: dict[int, LessonProgress], refused: tuple[str, ...]
) -> Standing:
    shown = [lesson for lesson in lessons if not lesson.path.startswith(refused)]
    is_closed_off = _is_closed_off(enrolment.course, refused)
    return Standing(enrolment, shown, progress, kept=len(lessons) - len(shown), is_closed_off=is_closed_off)


def _refused(enrolments: list[Enrolment]) -> tuple[str, ...]:
    """The places in and above these courses where a privacy setting keeps their learner out."""
    courses = [enrolment.course.path for enrolment in enrolments]
    near = {path for path in restricted_paths() if any(at.startswith(path) or path.startswith(at) for at in courses)}
    if not near:
        return ()
    learner = enrolments[0].learner
    refused = refused_paths(learner, near)
    return () if refused and is_staff(learner) else tuple(refused)


def standing_in(request: HttpRequest, course: CoursePage) -> Standing | None:
    """Where the reader stands in this course; None when not enrolled. Looked up once a request."""
    return _once(request, course)


def standing_at(request: HttpRequest, lesson: LessonPage) -> Standing | None:
    """Where the reader stands in this lesson's course."""
    return _once(request, lesson.course)


def _once(request: HttpRequest, course: CoursePage) -> Standing | None:
    if not request.user.is_authenticated:
        return None
    known: dict[int, Standing | None] = request.__dict__.setdefault("_standings", {})
    if course.pk not in known:
        enrolments = list(Enrolment.objects.of(request.user).filter(course=course))
        for enrolment in enrolments:
            enrolment.course = course
        known[course.pk] = next(iter(standings(enrolments)), None)
    return known[course.pk]
