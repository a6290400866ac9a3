from typing import Any

from django.conf import settings
from django.dispatch import receiver

from college.progress.settling import PRIORITY
from college.progress.signals import course_completed, lesson_completed
from college.progress.tasks import tell_of_attempts
from college.progress.xapi import events
from college.progress.xapi.recording import BATCH, record
from college.quizzes.signals import attempt_finished, attempts_passed
from media.queue import addressed


@receiver(lesson_completed)
def tell_of_a_lesson(*, lesson_progress_id: int, **_: Any) -> None:
    if settings.XAPI_ENDPOINT:
        record(events.lesson_completed(events.LESSONS.get(pk=lesson_progress_id)))


@receiver(course_completed)
def tell_of_a_course(*, enrolment_id: int, **_: Any) -> None:
    if settings.XAPI_ENDPOINT:
        record(events.course_completed(events.COURSES.get(pk=enrolment_id)))


@receiver(attempt_finished)
def tell_of_an_attempt(*, attempt_id: int, **_: Any) -> None:
    if settings.XAPI_ENDPOINT:
        record(events.attempt_finished(events.ATTEMPTS.get(pk=attempt_id)))


@receiver(attempts_passed)
def tell_of_attempts_that_passed_later(*, attempt_ids: list[int], **_: Any) -> None:
    if settings.XAPI_ENDPOINT:
        for start in range(0, len(attempt_ids), BATCH):
            addressed(tell_of_attempts, PRIORITY).enqueue(attempt_ids[start : start + BATCH])
