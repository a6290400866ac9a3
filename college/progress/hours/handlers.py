from typing import Any

from django.dispatch import receiver

from college.progress.hours.crediting import credit_course, credit_lesson
from college.progress.signals import course_completed, lesson_completed


@receiver(lesson_completed)
def credit_completed_lesson(*, lesson_progress_id: int, **_: Any) -> None:
    credit_lesson(lesson_progress_id)


@receiver(course_completed)
def credit_completed_course(*, enrolment_id: int, **_: Any) -> None:
    credit_course(enrolment_id)
