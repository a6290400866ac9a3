from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from college.courses.models import CoursePage, LessonPage
from college.progress import settling
from college.progress.models import LessonProgress
from college.progress.passing import count_passed_before, count_passed_quiz
from college.progress.signals import lesson_completed
from college.quizzes.signals import attempt_finished, pass_mark_set


@receiver([page_published, page_unpublished])
def look_at_the_rule(*, instance: Page, **_: Any) -> None:
    """A lesson taken away or no longer required may have been the last that some learners had before them."""
    settling.renew(instance)


@receiver(post_delete, sender=LessonPage)
def look_at_the_rule_of_its_course(*, instance: LessonPage, **_: Any) -> None:
    course = CoursePage.objects.filter(path=instance.path[: -Page.steplen]).first()
    settling.renew(course)


@receiver(post_page_move)
def look_at_the_rule_of_either_course(*, parent_page_before: Page, parent_page_after: Page, **_: Any) -> None:
    for parent in (parent_page_before, parent_page_after):
        settling.renew(parent.specific)


@receiver(attempt_finished)
def count_what_was_passed(*, attempt_id: int, **_: Any) -> None:
    count_passed_quiz(attempt_id)


@receiver(pass_mark_set)
def look_at_the_rules_of_who_asks_it(*, quiz_id: int, **_: Any) -> None:
    settling.renew_asking(quiz_id)


@receiver(lesson_completed)
def count_what_was_passed_before(*, lesson_progress_id: int, **_: Any) -> None:
    """It may have opened the next, where lessons are learned in order."""
    row = LessonProgress.objects.select_related("enrolment__course").get(pk=lesson_progress_id)
    if row.enrolment.course.is_in_order:
        count_passed_before(row.enrolment, now=timezone.now())
