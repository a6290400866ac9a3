"""The rooms above hear of corrections once, when the person pauses."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from college.people.models import User
from media.captions.actions import announce_corrections, change_cues
from media.models import Correction, Transcript
from media.signals import transcript_corrected
from media.transcribing import replace_cues
from tests.media.captions.cast import retold, seen
from tests.media.factories import ChunkFactory


@pytest.fixture
def heard() -> Iterator[list[int]]:
    videos: list[int] = []

    def hear(video_id: int, **kwargs: object) -> None:
        videos.append(video_id)

    transcript_corrected.connect(hear)
    yield videos
    transcript_corrected.disconnect(hear)


def correct(transcript: Transcript, person: User, text: str) -> None:
    cue = transcript.cues.first()
    kind = Correction.Kind.EDIT
    change_cues(transcript=transcript, user=person, kind=kind, before=seen(cue), after=[retold(cue, text)])


def test_corrections_are_announced_once_when_nobody_types_any_more(
    transcript: Transcript,
    person: User,
    heard: list[int],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def sweep() -> list[int]:
        with django_capture_on_commit_callbacks(execute=True):
            announce_corrections()
        return heard

    replace_cues(ChunkFactory(transcript=transcript, start=50.0), [])
    assert sweep() == []
    for text in ("各位好", "各位早上好"):
        correct(transcript, person, text)
    assert sweep() == []
    Correction.objects.update(made_at=timezone.now() - timedelta(seconds=21))
    assert sweep() == [transcript.video_id]
    assert sweep() == [transcript.video_id]
    correct(transcript, person, "大家好")
    Correction.objects.update(made_at=timezone.now() - timedelta(seconds=21))
    assert sweep() == [transcript.video_id] * 2
