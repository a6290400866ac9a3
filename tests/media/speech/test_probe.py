import io
import subprocess
from contextlib import suppress
from pathlib import Path

import imageio_ffmpeg
import pytest
from PIL import Image

from media.speech.errors import UNUSABLE, UnusableMedia
from media.speech.probe import draw_poster, probe
from tests.media.conftest import Make
from tests.media.speech.conftest import H264, TONE, halved


def refusal(path: Path) -> str:
    with pytest.raises(UnusableMedia) as refused:
        probe(path)
    assert refused.value.message == UNUSABLE[refused.value.code]
    return refused.value.code


def test_an_editor_learns_what_the_video_is(talk: Path) -> None:
    found = probe(talk)
    assert (found.width, found.height, found.has_audio) == (320, 180, True)
    assert (found.video_codec, found.audio_codec) == ("h264", "aac")
    assert found.duration == pytest.approx(63, abs=0.5)


def test_a_video_without_sound_is_still_a_video(mute: Path) -> None:
    assert not probe(mute).has_audio


def test_a_video_is_known_by_its_content_not_by_its_name(talk: Path, tmp_path: Path) -> None:
    for name in ("talk.txt", "talk.jpg", "第一课：写名字?.mp4", "talk"):
        copy = tmp_path / name
        copy.write_bytes(talk.read_bytes())
        assert probe(copy) == probe(talk)


@pytest.mark.parametrize("container", ["webm", "mkv", "avi", "ts", "flv", "mov"])
def test_common_containers_are_read(make: Make, container: str) -> None:
    codecs = ("-c:v", "libvpx", "-c:a", "libopus", "-shortest") if container == "webm" else H264
    found = probe(make(f"clip.{container}", *TONE, *codecs, seconds=4))
    assert found.duration == pytest.approx(4, abs=1.1)
    assert found.has_audio


@pytest.mark.parametrize(
    "content",
    [
        "认字班\n" * 500,
        "<html><video src=x></html>",
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n",
        "ffconcat version 1.0\nfile /etc/passwd\n",
        "1\n00:00:01,000 --> 00:00:02,000\nhello\n",
        "\0" * 5000,
    ],
)
def test_what_is_no_video_is_refused_whatever_its_name(tmp_path: Path, content: str) -> None:
    for name in ("lesson.mp4", "lesson.m3u8", "lesson.srt", "lesson.txt"):
        file = tmp_path / name
        file.write_text(content)
        assert refusal(file) == "not-video"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_a_picture_is_no_video(tmp_path: Path, kind: str) -> None:
    Image.new("RGB", (40, 40)).save(tmp_path / "lesson.mp4", kind)
    assert refusal(tmp_path / "lesson.mp4") == "not-video"


def test_a_sound_file_is_refused_in_its_own_words(make: Make) -> None:
    assert refusal(make("sound.m4a", *TONE, "-map", "1", "-t", "2")) == "no-picture"


def test_an_empty_file_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    assert refusal(tmp_path / "empty.mp4") == "empty"


def test_a_file_that_is_not_there_is_named_as_such(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.mp4") == "missing"
    assert refusal(tmp_path) == "missing"


def test_half_an_upload_is_noticed(talk: Path, streamed_talk: Path) -> None:
    assert refusal(halved(talk)) == "truncated"
    assert refusal(halved(streamed_talk)) == "truncated"


def test_half_a_webm_is_noticed(make: Make) -> None:
    whole = make("whole.webm", *TONE, "-c:v", "libvpx", "-c:a", "libopus", "-shortest", seconds=20)
    assert refusal(halved(whole)) == "truncated"


def test_a_video_longer_than_half_a_day_is_refused(make: Make) -> None:
    day = make("day.mp4", "-vf", "setpts=PTS*20000", "-r", "0.01", "-pix_fmt", "yuv420p", seconds=3)
    assert refusal(day) == "too-long"


def test_damaged_bytes_never_surprise(talk: Path, tmp_path: Path) -> None:
    whole = talk.read_bytes()
    for step in range(12):
        broken = bytearray(whole)
        for at in range(step * 97, len(broken), 4001 + step * 1000):
            broken[at] ^= 0x5A
        (tmp_path / "broken.mp4").write_bytes(broken)
        with suppress(UnusableMedia):
            probe(tmp_path / "broken.mp4")
            draw_poster(tmp_path / "broken.mp4", 30)


def test_a_poster_is_a_picture_of_that_moment(make: Make) -> None:
    two_scenes = make("scenes.mp4", "-vf", "drawbox=c=red:t=fill:enable='gte(t,2)'", "-pix_fmt", "yuv420p", seconds=4)
    early, late = (Image.open(io.BytesIO(draw_poster(two_scenes, at))) for at in (0.5, 3))
    assert early.format == "JPEG"
    assert early.getpixel((160, 90))[0] < 140 < 200 < late.getpixel((160, 90))[0]


def test_a_poster_can_be_drawn_after_the_end(mute: Path) -> None:
    assert draw_poster(mute, 1000).startswith(b"\xff\xd8")


def test_a_video_filmed_upright_on_a_phone_stands_upright(make: Make, tmp_path: Path) -> None:
    flat = make("flat.mp4", "-vf", "drawbox=w=iw/2:c=red:t=fill", "-pix_fmt", "yuv420p")
    upright = turned(flat, tmp_path / "upright.mp4")
    found = probe(upright)
    assert (found.width, found.height) == (180, 320)
    poster = Image.open(io.BytesIO(draw_poster(upright, 1)))
    assert poster.size == (180, 320)
    assert poster.getpixel((90, 40))[0] > 200, "what was on the left is on top after a quarter turn to the right"
    assert poster.getpixel((90, 280))[0] < 140


def turned(path: Path, to: Path) -> Path:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-display_rotation", "-90"]
    subprocess.run([*command, "-i", str(path), "-c", "copy", str(to)], check=True)
    return to
