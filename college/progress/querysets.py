from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from wagtail.models import Page

from college.courses.models import CoursePage, LessonPage

if TYPE_CHECKING:
    from college.people.models import User


class EnrolmentQuerySet(models.QuerySet):
    def of(self, user: "User | AnonymousUser") -> "EnrolmentQuerySet":
        return self.filter(learner=user.pk)

    def completed(self) -> "EnrolmentQuerySet":
        return self.exclude(completed_at=None)

    def unfinished(self) -> "EnrolmentQuerySet":
        return self.filter(completed_at=None)

    def having_completed(self, lessons: Iterable[LessonPage]) -> "EnrolmentQuerySet":
        """Those with every one of these lessons completed."""
        wanted = [lesson.pk for lesson in lessons]
        done = Count("lessons", filter=Q(lessons__lesson__in=wanted, lessons__completed_at__isnull=False))
        return self.alias(done=done).filter(done=len(wanted))

    def in_course_of(self, lesson: LessonPage) -> "EnrolmentQuerySet":
        return self.filter(course__path=lesson.path[: -Page.steplen])

    def with_course(self) -> "EnrolmentQuerySet":
        return self.select_related("course__programme").defer("course__description", "course__outcomes")

    def latest_first(self) -> "EnrolmentQuerySet":
        """The course last learned in first; each with `learned_at`, when that was."""
        from college.progress.models import LessonProgress

        latest = LessonProgress.objects.begun().filter(enrolment=OuterRef("pk")).order_by("-updated_at")
        learned_at = Coalesce(Subquery(latest.values("updated_at")[:1]), F("enrolled_at"))
        return self.annotate(learned_at=learned_at).order_by("-learned_at", "-pk")


REACHED = ("package", "attended_at", "read_at", "quiz_passed_at", "completed_at")
ONLY_REFUSED = Q(refused__gt=0, covered=0, position=0, **dict.fromkeys(REACHED))
"""Rows that were made to count refused seconds: nothing was learned of the lesson."""


class LessonProgressQuerySet(models.QuerySet):
    def completed(self) -> "LessonProgressQuerySet":
        return self.exclude(completed_at=None)

    def begun(self) -> "LessonProgressQuerySet":
        return self.exclude(ONLY_REFUSED)

    def light(self) -> "LessonProgressQuerySet":
        """Without the maps of seconds."""
        return self.defer("watched", "replayed")


class AttendanceQuerySet(models.QuerySet):
    def standing(self) -> "AttendanceQuerySet":
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)


class HourCreditQuerySet(models.QuerySet):
    def earned(self) -> "HourCreditQuerySet":
        """What is not earned by the same again: neither corrections nor what was taken back with a mistaken attendance.
        An entry that somebody corrected stays one of them."""
        from college.progress.models import HourCredit

        withdrawn = HourCredit.objects.filter(enrolment=OuterRef("enrolment"), evidence__withdrawn=True)
        entry = Cast(KT("evidence__corrects"), BigIntegerField())
        return self.filter(~Exists(withdrawn.alias(entry=entry).filter(entry=OuterRef("pk"))), reason="")


def lessons_by_course(courses: Iterable[CoursePage]) -> dict[int, list[LessonPage]]:
    """The live lessons of each course in order, with their videos and without their texts, in one query."""
    courses = list(courses)
    by_path: dict[str, list[LessonPage]] = {course.path: [] for course in courses}
    for lesson in LessonPage.objects.of(courses).select_related("video").defer_streamfields():
        by_path[lesson.path[: -Page.steplen]].append(lesson)
    return {course.pk: by_path[course.path] for course in courses}
