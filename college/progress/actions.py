from datetime import datetime

from django.db import transaction
from django.utils import timezone

from college.courses.models import CoursePage, LessonPage
from college.courses.terms import is_read
from college.people.models import User
from college.progress.completion import complete_lesson_if_earned
from college.progress.errors import EnrolmentRefused, ReadRefused
from college.progress.models import Enrolment, LessonProgress
from college.progress.passing import count_passed_before
from media.models import Video


def enrol(*, learner: User, course: CoursePage) -> Enrolment:
    """Enrol a person in a live course, once however often it is asked."""
    if not course.live:
        raise EnrolmentRefused(code="not-live")
    with transaction.atomic():
        enrolment, is_new = Enrolment.objects.get_or_create(learner=learner, course=course)
        if is_new:
            count_passed_before(enrolment, now=enrolment.enrolled_at)
    return enrolment


@transaction.atomic
def mark_read(*, enrolment: Enrolment, lesson: LessonPage, now: datetime | None = None) -> LessonProgress:
    """Note that the text was read to its end, on the learner's own word; that completes the lesson if nothing else
    is missing. Where nothing is to be read, it is refused unless that is so."""
    now = now or timezone.now()
    if not lesson.is_child_of(enrolment.course):
        raise ReadRefused(code="other-course")
    progress, _created = LessonProgress.objects.get_or_create(enrolment=enrolment, lesson=lesson)
    if is_read(lesson):
        LessonProgress.objects.filter(pk=progress.pk, read_at=None).update(read_at=now, updated_at=now)
    if not complete_lesson_if_earned(progress, now=now) and not is_read(lesson):
        raise ReadRefused(code="not-by-reading")
    Enrolment.objects.filter(pk=enrolment.pk).update(current_lesson=lesson, active_at=now)
    progress.refresh_from_db()
    return progress


def playable_video(lesson: LessonPage) -> Video | None:
    """The video that completes this lesson by being watched; None while it is prepared, and where there is none."""
    video = lesson.video
    return video if video and video.is_playable and video.duration else None
