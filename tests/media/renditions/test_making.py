"""Renditions of real files: what comes out is what every browser plays, and never half of it."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import av
import pytest
from django.conf import settings
from django.core.files.base import File
from PIL import Image

from media.attempts import attempt
from media.models import Lease, LeaseLost, Rendition
from media.models.work import WorkQuerySet
from media.renditions import begin_renditions
from media.renditions.making import drawn_from
from media.renditions.making import make as make_it
from media.renditions.storyboard import draw_storyboard
from media.speech.probe import probe
from tests.media.conftest import Make
from tests.media.factories import RenditionFactory, VideoFactory

pytestmark = pytest.mark.django_db

TONE = ("-f", "lavfi", "-i", "sine=440:d=3")
PHONE = ("-c:a", "aac", "-pix_fmt", "yuv420p")


@pytest.fixture
def made(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[..., dict[str, Rendition]]:
    """made(path): everything that is made of the file, by kind."""

    def run(path: Path) -> dict[str, Rendition]:
        with path.open("rb") as file, django_capture_on_commit_callbacks(execute=True):
            video = VideoFactory(file=File(file, "x"), **asdict(probe(path)))
            begin_renditions(video)
        return {rendition.kind: rendition for rendition in video.renditions.all()}

    return run


def seen(rendition: Rendition) -> tuple[str, str, int, int]:
    with av.open(rendition.file.path) as container:
        stream = container.streams.video[0]
        return stream.codec_context.name, str(stream.codec_context.pix_fmt), stream.width, stream.height


def boxes(path: str) -> list[bytes]:
    """The names of an MP4's outer boxes, in their order."""
    found, at, data = [], 0, Path(path).read_bytes()
    while at < len(data):
        found.append(data[at + 4 : at + 8])
        at += int.from_bytes(data[at : at + 4], "big") or len(data)
    return found


def test_a_large_video_is_made_into_all_kinds_and_plays_from_the_first_bytes(
    make: Make, made: Callable[..., dict[str, Rendition]]
) -> None:
    renditions = made(make("large.mp4", *TONE, "-s", "1600x900", *PHONE))
    assert {kind: rendition.state for kind, rendition in renditions.items()} == dict.fromkeys(
        ["720p", "360p", "audio", "storyboard"], "done"
    )
    assert seen(renditions["720p"]) == ("h264", "yuv420p", 1280, 720)
    assert seen(renditions["360p"]) == ("h264", "yuv420p", 640, 360)
    assert (renditions["360p"].width, renditions["360p"].height, renditions["360p"].percent) == (640, 360, 100)
    for kind in ("720p", "360p", "audio"):
        path = renditions[kind].file.path
        assert boxes(path).index(b"moov") < boxes(path).index(b"mdat")
        assert renditions[kind].size == Path(path).stat().st_size
        with av.open(path) as container:
            assert abs(container.duration / av.time_base - 3) < 1
            assert container.streams.audio[0].codec_context.name == "aac"
    with av.open(renditions["audio"].file.path) as container:
        assert not container.streams.video
        assert container.streams.audio[0].codec_context.channels == 1


def test_the_storyboard_is_a_sheet_of_small_pictures(make: Make, made: Callable[..., dict[str, Rendition]]) -> None:
    storyboard = made(make("mute.mp4", "-pix_fmt", "yuv420p"))["storyboard"]
    assert seen(storyboard) == ("mjpeg", "yuvj420p", 320, 90)


def test_nothing_is_enlarged_and_a_video_without_sound_gets_no_sound(
    make: Make, made: Callable[..., dict[str, Rendition]]
) -> None:
    renditions = made(make("odd.avi", "-s", "321x181", "-c:v", "ffv1", "-pix_fmt", "yuv444p10"))
    assert set(renditions) == {"360p", "storyboard"}
    assert seen(renditions["360p"]) == ("h264", "yuv420p", 320, 180)


def test_a_video_filmed_with_the_phone_held_upright_stays_upright(
    make: Make, made: Callable[..., dict[str, Rendition]], tmp_path: Path
) -> None:
    flat = make("flat.mp4", "-s", "1280x720", "-pix_fmt", "yuv420p")
    renditions = made(make("upright.mp4", "-display_rotation", "90", "-i", str(flat), "-map", "1:v", "-c", "copy"))
    assert seen(renditions["360p"])[2:] == (360, 640)
    assert seen(renditions["storyboard"])[2:] == (320, 284)


def test_pixels_that_are_not_square_are_made_so(make: Make, made: Callable[..., dict[str, Rendition]]) -> None:
    renditions = made(make("dv.mkv", "-vf", "scale=360:288,setsar=16/15", "-c:v", "mpeg4", "-pix_fmt", "yuv420p"))
    assert seen(renditions["360p"])[2:] == (384, 288)


def test_the_bright_colours_of_a_phone_come_to_every_screen(
    make: Make, made: Callable[..., dict[str, Rendition]]
) -> None:
    told = ("-vf", "setparams=color_trc=arib-std-b67:color_primaries=bt2020:colorspace=bt2020nc")
    bright = make("hlg.mp4", *told, "-c:v", "libx265", "-x265-params", "log-level=none", "-pix_fmt", "yuv420p10le")
    sd = made(bright)["360p"]
    assert seen(sd)[:2] == ("h264", "yuv420p")
    with av.open(sd.file.path) as container:
        assert container.streams.video[0].codec_context.color_trc == 1


def test_a_video_that_is_light_already_is_packed_anew_without_loss(
    make: Make, made: Callable[..., dict[str, Rendition]]
) -> None:
    light = make("light.mp4", *TONE, *PHONE)
    sd = made(light)["360p"]
    assert packets(sd.file.path) == packets(str(light))
    assert boxes(sd.file.path).index(b"moov") < boxes(sd.file.path).index(b"mdat")


def packets(path: str) -> list[bytes]:
    with av.open(path) as container:
        return [bytes(packet) for packet in container.demux(video=0)]


def test_sound_that_begins_late_and_ends_early_keeps_the_clock_of_the_pictures(
    make: Make, made: Callable[..., dict[str, Rendition]]
) -> None:
    late = make("late.mp4", "-itsoffset", "1", "-f", "lavfi", "-i", "sine=440:d=0.5", *PHONE)
    with av.open(made(late)["audio"].file.path) as container:
        loud = [frame.time for frame in container.decode(audio=0) if abs(frame.to_ndarray()).max() > 0.01]
        assert abs(container.duration / av.time_base - 3) < 0.2
    assert abs(min(loud) - 1) < 0.15


STILL_AT_LAST = (*("-f", "lavfi", "-i", "color=red:s=320x180:r=10:d=0.1"), "-fps_mode", "vfr", "-pix_fmt", "yuv420p")
STILL_FROM_59 = "[0:v]fps=10[a];[1:v]setpts=59.9/TB[b];[a][b]interleave,settb=1/1000"


@pytest.mark.parametrize("name", ["still.mkv", "still.mp4"])
def test_a_recording_that_ends_with_a_picture_standing_still_keeps_its_length(
    make: Make, made: Callable[..., dict[str, Rendition]], name: str
) -> None:
    recording = make("still.mkv", *STILL_AT_LAST, "-filter_complex", STILL_FROM_59, "-enc_time_base", "1/1000")
    if name != recording.name:  # FFmpeg writes a wrong length when it packs this as MP4
        recording = make(name, "-i", str(recording), "-map", "1:v", "-c", "copy")
    sd = made(recording)["360p"]
    assert (sd.state, sd.error) == ("done", "")
    with av.open(sd.file.path) as container:
        assert abs(container.duration / av.time_base - 60) < 0.5


def test_slides_that_each_stand_for_long_keep_their_length(
    make: Make, made: Callable[..., dict[str, Rendition]], tmp_path: Path
) -> None:
    folder = make("slide-%d.png").parent
    slides = "".join(f"file {folder}/slide-{number}.png\nduration 20\n" for number in (1, 2, 3))
    (tmp_path / "slides").write_text(slides)
    read = ("-f", "concat", "-safe", "0", "-i", str(tmp_path / "slides"), "-map", "1:v")
    sd = made(make("slides.mp4", *read, "-fps_mode", "vfr", "-pix_fmt", "yuv420p"))["360p"]
    assert (sd.state, sd.error) == ("done", "")
    with av.open(sd.file.path) as container:
        assert abs(container.duration / av.time_base - 60) < 0.5


def test_the_storyboard_of_a_video_with_one_key_frame_decodes_it_about_once(make: Make, tmp_path: Path) -> None:
    brighter = make("brighter.mp4", "-vf", "fps=10,fade=in:d=60", "-g", "9999", "-pix_fmt", "yuv420p", seconds=60)
    decoded: list[float] = []
    assert draw_storyboard(brighter, tmp_path / "sheet", 60.0, decoded.append) == (1600, 270)
    assert len(decoded) < 1000
    with Image.open(tmp_path / "sheet") as sheet:
        grey = sheet.convert("L").resize((10, 3), Image.Resampling.BOX)
        levels = list(grey.get_flattened_data())
    assert levels == sorted(levels)
    assert levels[-1] - levels[0] > 80


def test_small_pictures_are_drawn_from_the_light_form_where_there_is_one(make: Make) -> None:
    rendition = waiting(make("mute.mp4", "-pix_fmt", "yuv420p"), kind="storyboard")
    assert drawn_from(rendition) == rendition.video.file
    RenditionFactory(video=rendition.video, kind="360p")
    assert drawn_from(rendition) == rendition.video.renditions.get(kind="360p").file


def test_a_rendition_shorter_than_the_video_is_not_shown(make: Make) -> None:
    rendition = waiting(make("short.mp4", "-pix_fmt", "yuv420p"), duration=60.0)
    attempt(Rendition, rendition.pk, make_it)
    rendition.refresh_from_db()
    assert (rendition.state, bool(rendition.file)) == ("failed", False)
    assert "转换不成功" in rendition.error


def waiting(path: Path, *, kind: str = "360p", duration: float = 3.0) -> Rendition:
    with path.open("rb") as file:
        video = VideoFactory(file=File(file, "x"), width=320, height=180, duration=duration)
    return Rendition.objects.create(video=video, kind=kind)


def left_over(rendition: Rendition) -> list[Path]:
    folder = Path(rendition.video.file.path).parent
    return [*(settings.VAR_DIR / "making").iterdir(), *folder.glob(f"{rendition.kind}*")]


def test_a_rendition_cancelled_in_the_middle_leaves_nothing(make: Make) -> None:
    rendition = waiting(make("long.avi", "-c:v", "mpeg4", seconds=600), duration=600.0)
    held = WorkQuerySet(Rendition).claim(rendition.pk)
    assert held

    class Cancelled(Lease):
        def renew(self, **values: object) -> None:
            Rendition.objects.filter(pk=self.pk).update(state="cancelled", lease=None)
            super().renew(**values)

    with pytest.raises(LeaseLost):
        make_it(rendition, Cancelled(Rendition, rendition.pk, held.key))
    rendition.refresh_from_db()
    assert rendition.state == "cancelled"
    assert left_over(rendition) == []


def test_what_a_killed_attempt_left_in_the_storage_goes_with_the_next(make: Make) -> None:
    rendition = waiting(make("mute.mp4", "-pix_fmt", "yuv420p"))
    (Path(rendition.video.file.path).parent / "360p-stray").write_bytes(b"whole, but nobody said so")
    attempt(Rendition, rendition.pk, make_it)
    rendition.refresh_from_db()
    assert left_over(rendition) == [Path(rendition.file.path)]


def test_renditions_go_with_their_video(
    make: Make, made: Callable[..., dict[str, Rendition]], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    rendition = made(make("mute.mp4", "-pix_fmt", "yuv420p"))["360p"]
    with django_capture_on_commit_callbacks(execute=True):
        rendition.video.delete()
    assert not Path(rendition.file.path).parent.exists()
