from typing import Any

from django.dispatch import receiver
from wagtail.search import index

from college.courses.models import LessonPage
from media.signals import language_changed, transcript_corrected, transcript_finished


@receiver([transcript_finished, transcript_corrected, language_changed])
def find_lessons_by_what_is_said_in_them(*, video_id: int, **_: Any) -> None:
    for lesson in LessonPage.objects.filter(video=video_id):
        index.insert_or_update_object(lesson)
