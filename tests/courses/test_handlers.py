from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from wagtail.models import Page, Site

from college.courses.models import LessonPage
from media.actions import change_language
from media.models import Chunk, Cue, Video
from media.signals import language_changed, transcript_corrected
from media.transcripts import settle
from tests.factories import CoursePageFactory, LessonPageFactory
from tests.media.factories import ChunkFactory, CueFactory, VideoFactory


@pytest.mark.django_db
def test_a_lesson_is_found_by_what_is_said_in_it_as_soon_as_its_transcript_is_done(
    site: Site, django_capture_on_commit_callbacks: Callable
) -> None:
    chunk = ChunkFactory(state=Chunk.State.DONE)
    CueFactory(transcript=chunk.transcript)
    lesson = LessonPageFactory(title="第一课")
    lesson.video = chunk.transcript.video
    lesson.save()
    CueFactory(transcript=chunk.transcript, text="请把孙子的来信带来。")
    with django_capture_on_commit_callbacks(execute=True):
        settle(Chunk.objects.all())
    assert [page.title for page in Page.objects.search("孙子的来信")] == ["第一课"]


@pytest.mark.django_db
def test_a_lesson_is_found_by_its_corrected_words_and_no_longer_by_those_misheard(site: Site) -> None:
    cue = CueFactory(text="欢迎来到认字版")
    LessonPageFactory(video=cue.transcript.video)
    CueFactory(transcript=cue.transcript, text="第一课。")
    Cue.objects.filter(pk=cue.pk).update(text="欢迎来到认字班")
    transcript_corrected.send(Video, video_id=cue.transcript.video_id)
    assert not Page.objects.search("认字版")
    assert Page.objects.search("认字班第一课")


@pytest.mark.django_db
def test_a_lesson_is_not_found_by_what_was_heard_in_the_wrong_language(
    site: Site, django_capture_on_commit_callbacks: Callable
) -> None:
    transcript = CueFactory(text="请把孙子的来信带来。").transcript
    LessonPageFactory(video=transcript.video)
    assert Page.objects.search("孙子的来信")
    with django_capture_on_commit_callbacks():
        change_language(video=transcript.video, language="en")
    language_changed.send(Video, video_id=transcript.video_id)
    assert not Page.objects.search("孙子的来信")


HEARD, REPAIRED = "第四步是反馈和公事。", "第四步是反馈和公示。"


@pytest.fixture
def repaired(
    site: Site, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> LessonPage:
    """A lesson whose words have put its captions right."""
    lesson = LessonPageFactory(video=CueFactory(text=HEARD).transcript.video, introduction="交流讨论、反馈和公示。")
    with django_capture_on_commit_callbacks(execute=True):
        lesson.save_revision().publish()
    assert Cue.objects.get().text == REPAIRED
    return LessonPage.objects.get(pk=lesson.pk)


def show_another_video(lesson: LessonPage) -> None:
    lesson.video = VideoFactory()
    lesson.save_revision()
    # What is published is not always the draft that follows what was.
    lesson.save_revision().publish()


def unpublish_beside_a_lesson_that_stays(lesson: LessonPage) -> None:
    LessonPageFactory(parent=lesson.course, title="另一课", video=lesson.video)
    lesson.unpublish()


@pytest.mark.django_db
@pytest.mark.parametrize("leave", [show_another_video, unpublish_beside_a_lesson_that_stays, LessonPage.delete])
def test_captions_lose_the_repairs_of_a_lesson_that_no_longer_shows_the_video(
    repaired: LessonPage,
    leave: Callable[[LessonPage], object],
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        leave(repaired)
    assert Cue.objects.get().text == HEARD


@pytest.mark.django_db
def test_captions_follow_a_lesson_into_another_course(
    site: Site, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    here, there = CoursePageFactory(summary="交流讨论、反馈和公示。"), CoursePageFactory(summary="学写信。")
    lesson = LessonPageFactory(parent=here, video=CueFactory(text=HEARD).transcript.video)
    with django_capture_on_commit_callbacks(execute=True):
        here.save_revision().publish()
    assert Cue.objects.get().text == REPAIRED
    with django_capture_on_commit_callbacks(execute=True):
        lesson.move(there, pos="last-child")
    assert Cue.objects.get().text == HEARD
