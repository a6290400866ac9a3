"""Clips that people might upload, and the narration that the engines are measured on."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.media.conftest import Make

NARRATION = settings.BASE_DIR / "demo" / "audio"
TONE = ("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100")
TUNE = (
    "-f",
    "lavfi",
    "-i",
    "aevalsrc='0.2*sin(2*PI*t*(262+66*mod(floor(t*2),4)))*exp(-2*mod(t,0.5))"
    "+0.1*sin(2*PI*t*131)+0.1*sin(2*PI*t*330)*exp(-mod(t,1))':s=44100",
)
NOISE = ("-f", "lavfi", "-i", "anoisesrc=amplitude=0.3:sample_rate=44100:seed=1")
SILENCE = ("-f", "lavfi", "-i", "anullsrc=sample_rate=44100")
H264 = ("-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest")


def halved(path: Path) -> Path:
    """The same name's file with its second half lost on the way."""
    half = path.with_name(f"half-{path.name}")
    half.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return half


@pytest.fixture(scope="session")
def talk(make: Make) -> Path:
    """The literacy lesson as a video with its index at the end."""
    return make("talk.mp4", "-i", str(NARRATION / "literacy-write-my-name.m4a"), *H264, seconds=63)


@pytest.fixture(scope="session")
def streamed_talk(make: Make) -> Path:
    """With its index in front, as for the web."""
    return make(
        "web.mp4",
        "-i",
        str(NARRATION / "literacy-write-my-name.m4a"),
        *H264,
        "-movflags",
        "+faststart",
        seconds=63,
    )
