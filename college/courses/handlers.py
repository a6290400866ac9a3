from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.search import index
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.editions import turn_the_page, watch
from college.courses.models import Audience, CoursePage, LessonPage, Programme, ProgrammeIndexPage, VideoQuestion
from college.people.models import Organisation
from college.quizzes.models import Question
from media.glossaries.actions import repair_later
from media.models import Chapter, Rendition, Transcript, Video
from media.signals import language_changed, transcript_corrected, transcript_finished, video_ready

VIDEO_BEFORE = "_video_before"

watch(Audience, CoursePage, LessonPage, Organisation, Programme, ProgrammeIndexPage)
watch(Chapter, Rendition, Transcript, Video)
watch(Question, VideoQuestion)


@receiver([transcript_finished, transcript_corrected, language_changed, video_ready])
def show_what_became_of_a_video(**_: Any) -> None:
    turn_the_page()


@receiver([transcript_finished, transcript_corrected, language_changed])
def find_lessons_by_what_is_said_in_them(*, video_id: int, **_: Any) -> None:
    for lesson in LessonPage.objects.filter(video=video_id):
        index.insert_or_update_object(lesson)


@receiver([page_published, page_unpublished, post_delete], sender=LessonPage)
def hold_captions_against_the_lesson(*, instance: LessonPage, **_: Any) -> None:
    if instance.video_id:
        repair_later([instance.video_id])


@receiver(post_page_move, sender=LessonPage)
def hold_captions_against_the_new_course(*, instance: Page, **_: Any) -> None:
    repair_later(LessonPage.objects.filter(pk=instance.pk).exclude(video=None).values_list("video", flat=True))


@receiver(pre_save, sender=LessonPage)
def remember_the_video(*, instance: LessonPage, **_: Any) -> None:
    before = LessonPage.objects.filter(pk=instance.pk).values_list("video", flat=True).first()
    setattr(instance, VIDEO_BEFORE, before)


@receiver(post_save, sender=LessonPage)
def hold_captions_of_the_replaced_video_against_what_is_left(*, instance: LessonPage, **_: Any) -> None:
    before = getattr(instance, VIDEO_BEFORE)
    if before and before != instance.video_id:
        repair_later([before])


@receiver(page_published, sender=CoursePage)
def hold_captions_against_the_course(*, instance: CoursePage, **_: Any) -> None:
    lessons = LessonPage.objects.child_of(instance).exclude(video=None)
    repair_later(lessons.values_list("video", flat=True))
