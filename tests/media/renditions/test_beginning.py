"""Which renditions a video gets, and when."""

import pytest

from media.models import Rendition, Video
from media.renditions import begin_missing_renditions, begin_renditions
from media.renditions.beginning import AFTER_TRANSCRIPTION, BEFORE_TRANSCRIPTION
from tests.media.factories import RenditionFactory, VideoFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("size", "kinds"),
    [
        ((1920, 1080), {"720p", "360p", "audio", "storyboard"}),
        ((1080, 1920), {"720p", "360p", "audio", "storyboard"}),
        ((854, 480), {"360p", "audio", "storyboard"}),
    ],
)
def test_nothing_is_made_larger_than_it_was_filmed(size: tuple[int, int], kinds: set[str]) -> None:
    video = VideoFactory(width=size[0], height=size[1])
    begin_renditions(video)
    assert {rendition.kind for rendition in video.renditions.all()} == kinds


def test_a_video_without_sound_gets_no_sound() -> None:
    video = VideoFactory(width=320, height=180, has_audio=False)
    begin_renditions(video)
    assert {rendition.kind for rendition in video.renditions.all()} == {"360p", "storyboard"}


@pytest.mark.parametrize(("codec", "priority"), [("h264", AFTER_TRANSCRIPTION), ("hevc", BEFORE_TRANSCRIPTION)])
def test_what_no_browser_plays_is_converted_before_it_is_transcribed(codec: str, priority: int) -> None:
    video = VideoFactory(video_codec=codec)
    begin_renditions(video)
    assert {rendition.priority for rendition in video.renditions.all()} == {priority}


def test_beginning_twice_makes_nothing_twice_and_loses_nothing() -> None:
    done = RenditionFactory()
    for _ in range(2):
        begin_renditions(Video.objects.get(pk=done.video_id))
    done.refresh_from_db()
    assert done.state == Rendition.State.DONE
    assert sorted(done.video.renditions.values_list("kind", flat=True)) == ["360p", "audio", "storyboard"]


def test_videos_from_before_there_were_renditions_get_theirs() -> None:
    old, broken = VideoFactory(), VideoFactory(state=Video.State.FAILED)
    begin_missing_renditions()
    assert old.renditions.count() == 3
    assert not broken.renditions.exists()
