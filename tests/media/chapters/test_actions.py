"""Chapters that are suggested, and those that a person has looked at."""

import json
from collections.abc import Callable

import pytest
from django.conf import settings

from media.chapters.actions import ChangedMeanwhile, save_chapters, state_of, suggest_chapters
from media.chapters.suggest import Suggestion
from media.models import Chunk, Cue, Transcript, Video
from media.transcripts import settle
from tests.media.factories import ChapterFactory, ChunkFactory, TranscriptFactory

pytestmark = pytest.mark.django_db

NARRATION = settings.BASE_DIR / "demo/audio/backbone-residents-meeting.json"


def speak(transcript: Transcript) -> None:
    """A narration that counts its steps."""
    for start, end, text in json.loads(NARRATION.read_text()):
        Cue.objects.create(transcript=transcript, start_ms=int(start * 1000), end_ms=int(end * 1000), text=text)


@pytest.fixture
def video() -> Video:
    transcript = TranscriptFactory(state=Transcript.State.DONE, video__duration=70.0)
    speak(transcript)
    found: Video = transcript.video
    return found


def titles(video: Video) -> list[str]:
    return [chapter.title for chapter in video.chapters.all()]


def test_chapters_are_suggested_as_soon_as_the_transcript_is_done(
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    chunk = ChunkFactory(state=Chunk.State.DONE, transcript__video__duration=70.0)
    speak(chunk.transcript)
    with django_capture_on_commit_callbacks(execute=True):
        settle(Chunk.objects.all())
    found = chunk.transcript.video.chapters.all()
    assert [chapter.title for chapter in found][:2] == ["怎样开好一次居民议事会", "第一步是收集意见"]
    assert all(chapter.is_suggested for chapter in found)


@pytest.mark.on_postgres
def test_what_a_person_wrote_is_not_overwritten_by_suggestions(video: Video) -> None:
    ChapterFactory(video=video, title="开场", is_suggested=False)
    ChapterFactory(video=video, title="讨论", is_suggested=True)
    suggest_chapters(video_id=video.pk)
    assert titles(video) == ["开场", "讨论"]


def test_older_suggestions_give_way_to_those_of_a_new_transcript(video: Video) -> None:
    ChapterFactory(video=video, title="第一步是收鸡意见", is_suggested=True)
    suggest_chapters(video_id=video.pk)
    suggest_chapters(video_id=video.pk)
    assert titles(video)[1:3] == ["第一步是收集意见", "第二步是交流讨论"]


def test_a_video_that_is_gone_or_says_nothing_has_no_chapters(video: Video) -> None:
    video.cues().delete()
    suggest_chapters(video_id=video.pk)
    suggest_chapters(video_id=video.pk + 1)
    assert titles(video) == []


@pytest.mark.on_postgres
def test_two_editors_do_not_overwrite_each_other_unseen(video: Video) -> None:
    seen = state_of(video)
    save_chapters(video=video, chapters=[Suggestion(0, "开场")], seen=seen, user=None)
    with pytest.raises(ChangedMeanwhile):
        save_chapters(video=video, chapters=[Suggestion(0, "开头")], seen=seen, user=None)
    assert titles(video) == ["开场"]
