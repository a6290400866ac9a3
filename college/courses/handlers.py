from typing import Any

from django.dispatch import receiver
from wagtail.search import index
from wagtail.signals import page_published

from college.courses.models import CoursePage, LessonPage
from media.glossaries.actions import repair_later
from media.signals import language_changed, transcript_corrected, transcript_finished


@receiver([transcript_finished, transcript_corrected, language_changed])
def find_lessons_by_what_is_said_in_them(*, video_id: int, **_: Any) -> None:
    for lesson in LessonPage.objects.filter(video=video_id):
        index.insert_or_update_object(lesson)


@receiver(page_published, sender=LessonPage)
def hold_captions_against_the_lesson(*, instance: LessonPage, **_: Any) -> None:
    if instance.video_id:
        repair_later([instance.video_id])


@receiver(page_published, sender=CoursePage)
def hold_captions_against_the_course(*, instance: CoursePage, **_: Any) -> None:
    lessons = LessonPage.objects.child_of(instance).exclude(video=None)
    repair_later(lessons.values_list("video", flat=True))
