"""When a lesson and a course are complete. Completing happens once, keeps what it was called and by which rule it was
judged, and no later edit takes it away.

The callers hold a transaction; signals go out after its commit.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from college.courses.models import CoursePage
from college.progress.models import Enrolment, LessonProgress
from college.progress.querysets import lessons_by_course, needed
from college.progress.signals import course_completed, lesson_completed


def share_reached(covered: int, seconds: int, required_share: int) -> bool:
    """Whether so many of a video's seconds are the share (percent) a lesson asks for."""
    return covered * 100 >= required_share * seconds


def watched_enough(required_share: int) -> str:
    """The rule a video lesson was completed by, in the words the record keeps."""
    with override(settings.LANGUAGE_CODE):
        return _("视频看过 %(share)s %%") % {"share": required_share}


def read_to_the_end() -> str:
    with override(settings.LANGUAGE_CODE):
        return _("读完并确认")


def completed_lesson(*, title: str, rule: str, now: datetime) -> dict[str, Any]:
    """What a row of progress gains when its lesson is completed."""
    return {"completed_at": now, "lesson_title": title, "rule": rule}


def announce_lesson(progress_id: int) -> None:
    transaction.on_commit(lambda: lesson_completed.send_robust(LessonProgress, lesson_progress_id=progress_id))


def complete_course_if_earned(enrolment_id: int, *, now: datetime) -> bool:
    """Complete the course when its rule holds; whether it is complete now.

    The enrolment is locked before looking: of two lessons completed at the same moment, each in its own transaction,
    the second to come here sees the first. NO KEY, so that rows of progress can be added meanwhile.
    """
    enrolments = Enrolment.objects.select_for_update(of=("self",), no_key=True).select_related("course")
    enrolment = enrolments.get(pk=enrolment_id)
    if enrolment.is_completed:
        return True
    asked = needed(enrolment.course, lessons_by_course([enrolment.course])[enrolment.course_id])
    done = set(enrolment.lessons.completed().values_list("lesson", flat=True))
    if not asked or any(lesson.pk not in done for lesson in asked):
        return False
    _complete(enrolment, rule=_course_rule(enrolment.course, len(asked)), now=now)
    return True


def _complete(enrolment: Enrolment, *, rule: str, now: datetime) -> None:
    course = enrolment.course
    Enrolment.objects.filter(pk=enrolment.pk).update(
        completed_at=now, course_title=course.title, hours=course.hours, rule=rule
    )
    transaction.on_commit(lambda: course_completed.send_robust(Enrolment, enrolment_id=enrolment.pk))


def _course_rule(course: CoursePage, count: int) -> str:
    with override(settings.LANGUAGE_CODE):
        if course.completion_rule == CoursePage.CompletionRule.ALL:
            return _("学完全部 %(count)s 课") % {"count": count}
        return _("学完必学的 %(count)s 课") % {"count": count}
