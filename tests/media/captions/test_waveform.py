"""The strip below the player: how loud it is, found out while the video is cut for the engine."""

from pathlib import Path

import numpy as np
import pytest
from django.core.files.base import ContentFile

from media.models import Transcript
from media.speech.audio import levels
from media.transcribing import plan
from tests.media.factories import TranscriptFactory


def test_full_scale_is_at_the_top_and_what_nobody_hears_at_the_bottom() -> None:
    power = np.array([1.0, 0.0, 1e-4, 1e-4, 1e-9, 0.0, 0.5], np.float32)
    assert list(levels(power)) == [255, 85, 0, 242]


@pytest.mark.django_db
def test_a_planned_video_shows_where_someone_speaks(speech: Path) -> None:
    file = ContentFile(speech.read_bytes(), "speech.mp4")
    transcript = TranscriptFactory(state=Transcript.State.WAITING, video__file=file)
    lease = Transcript.objects.claim(transcript.pk)
    assert lease is not None
    plan(transcript, lease)
    shown = np.frombuffer(bytes(transcript.video.waveform.levels), np.uint8)
    assert 115 <= len(shown) <= 125
    assert shown.max() > 180
    assert shown.min() < 90
