"""Drafts out of videos, all of them or none. Who may is asked before."""

from collections.abc import Iterable

from django.db import transaction

from college.courses.drafts import add_draft
from college.courses.models import CoursePage, LessonPage
from college.people.models import User
from media.models import Video


@transaction.atomic
def add_lessons_of(*, course: CoursePage, videos: Iterable[tuple[Video, str]], user: User) -> list[LessonPage]:
    """A lesson for each video under the title beside it, in this order, behind those that are there."""
    parent = CoursePage.objects.select_for_update().get(pk=course.pk)
    return [add_draft(course=parent, lesson=LessonPage(title=title, video=video), user=user) for video, title in videos]
