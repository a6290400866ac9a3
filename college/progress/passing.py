"""A quiz passed is a part of every lesson that asks it, in whichever course the learner is enrolled."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from college.courses.models import LessonPage
from college.progress.completion import complete_lesson_if_earned, missing
from college.progress.gates import gates_of, is_open
from college.progress.models import Enrolment, LessonProgress
from college.progress.standing import Standing, standings
from college.quizzes.models import Attempt

RECENT = timedelta(days=3)
"""Longer than before an attempt that was left lying is handed in, as of the moment when its time was up."""


def count_passed_quiz(attempt_id: int, *, now: datetime | None = None) -> None:
    """Note in each lesson that asks this quiz that it was passed; that completes it if nothing else is missing.

    In those that were open when it was begun: what closes meanwhile takes nothing away.
    """
    attempt = Attempt.objects.filter(pk=attempt_id, is_passed=True).exclude(finished_at=None).first()
    if attempt is None or attempt.finished_at is None:
        return
    for standing, lesson in asking(attempt.learner_id, attempt.quiz_id):
        if lesson.pk not in gates_of(standing, now=attempt.started_at):
            _note(standing.enrolment, lesson, passed_at=attempt.finished_at, now=now or timezone.now())


def count_passed_before(enrolment: Enrolment, *, now: datetime) -> None:
    """Complete the open lessons in which nothing is left to do, for the learner passed their quiz elsewhere or earlier.

    Where a video or a text is asked for too, its end completes the lesson.
    """
    asked = LessonPage.objects.of([enrolment.course]).filter(asks_quiz=True).exclude(quiz=None)
    lessons = {lesson.pk: lesson for lesson in asked.select_related("video", "quiz")}
    passed = _passed(enrolment.learner_id, {lesson.quiz_id for lesson in lessons.values()}) if lessons else {}
    for standing in standings([enrolment]) if passed else ():
        for pk in (each.pk for each in standing.lessons if each.pk in lessons and _is_ahead(standing, each)):
            at = passed.get(lessons[pk].quiz_id)
            if at and not missing(lessons[pk], standing.progress.get(pk), has_passed=True):
                _note(enrolment, lessons[pk], passed_at=at, now=now)


def _passed(learner_id: int, quizzes: Iterable[int]) -> dict[int, datetime]:
    """When each of these quizzes was first passed."""
    attempts = Attempt.objects.passed().filter(learner=learner_id, quiz__in=quizzes)
    return dict(attempts.order_by("-finished_at").values_list("quiz", "finished_at"))


def _is_ahead(standing: Standing, lesson: LessonPage) -> bool:
    return not standing.is_done(lesson) and is_open(standing, lesson)


def asking(learner_id: int, quiz_id: int) -> list[tuple[Standing, LessonPage]]:
    """The lessons with this quiz in the learner's courses, whether or not it must be passed."""
    lessons = LessonPage.objects.live().filter(quiz=quiz_id)
    paths = {path[: -LessonPage.steplen] for path in lessons.values_list("path", flat=True)}
    enrolments = Enrolment.objects.filter(learner=learner_id, course__path__in=paths, course__live=True).with_course()
    return [
        (standing, lesson)
        for standing in standings(enrolments)
        for lesson in standing.lessons
        if lesson.quiz_id == quiz_id
    ]


@transaction.atomic
def _note(enrolment: Enrolment, lesson: LessonPage, *, passed_at: datetime, now: datetime) -> None:
    row, _created = LessonProgress.objects.get_or_create(enrolment=enrolment, lesson=lesson)
    LessonProgress.objects.filter(pk=row.pk, quiz_passed_at=None).update(quiz_passed_at=passed_at, updated_at=now)
    complete_lesson_if_earned(row, now=now)
    Enrolment.objects.filter(pk=enrolment.pk).update(current_lesson=lesson)


def count_passed_quizzes() -> None:
    """A sweep: what was passed lately and, because a signal was lost, noted nowhere."""
    noted = LessonProgress.objects.filter(enrolment__learner=OuterRef("learner"), lesson__quiz=OuterRef("quiz"))
    recent = Attempt.objects.filter(is_passed=True, finished_at__gte=timezone.now() - RECENT)
    for pk in recent.exclude(Exists(noted.filter(quiz_passed_at__isnull=False))).values_list("pk", flat=True):
        count_passed_quiz(attempt_id=pk)
