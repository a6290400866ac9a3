"""What a learner may choose from while renditions are made, and after."""

import pytest

from media.models import Video
from tests.media.factories import RenditionFactory, VideoFactory

pytestmark = pytest.mark.django_db

PHONE = {"container": "mov,mp4,m4a,3gp,3g2,mj2", "video_codec": "hevc"}


def offered(video: Video) -> dict[str, str]:
    return {source.key: source.url.rsplit("/", 1)[1] for source in Video.objects.get(pk=video.pk).sources}


def test_before_there_are_renditions_the_original_plays() -> None:
    video = VideoFactory()
    RenditionFactory(video=video, state="running", file="")
    assert offered(video) == {"hd": "file"}


def test_all_kinds_are_offered_the_best_first() -> None:
    video = VideoFactory(width=1920, height=1080)
    for kind in ("audio", "360p", "720p", "storyboard"):
        RenditionFactory(video=video, kind=kind)
    assert list(offered(video).items()) == [("hd", "720p.mp4"), ("sd", "360p.mp4"), ("audio", "audio.m4a")]


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ({"width": 854, "height": 480}, {"hd", "sd"}),
        ({"width": 640, "height": 360}, {"sd"}),
        ({"width": 854, "height": 480, **PHONE}, {"sd"}),
    ],
)
def test_the_original_is_offered_where_it_is_better_and_plays(said: dict[str, object], keys: set[str]) -> None:
    video = VideoFactory(**said)
    RenditionFactory(video=video)
    assert set(offered(video)) == keys


def test_the_editor_is_warned_until_something_plays_everywhere() -> None:
    video = VideoFactory(**PHONE)
    assert "正在另做一份" in Video.objects.get(pk=video.pk).browser_warning
    RenditionFactory(video=video)
    assert Video.objects.get(pk=video.pk).browser_warning == ""
