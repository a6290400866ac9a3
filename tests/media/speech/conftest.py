"""Clips that people might upload, and the narration that the engines are measured on."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.media.conftest import Make

NARRATION = settings.BASE_DIR / "demo" / "audio"
CONTENT = settings.BASE_DIR / "demo" / "content"
TONE = ("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100")
TUNE = (
    "-f",
    "lavfi",
    "-i",
    "aevalsrc='0.2*sin(2*PI*t*(262+66*mod(floor(t*2),4)))*exp(-2*mod(t,0.5))"
    "+0.1*sin(2*PI*t*131)+0.1*sin(2*PI*t*330)*exp(-mod(t,1))':s=44100",
)
NOISE = ("-f", "lavfi", "-i", "anoisesrc=amplitude=0.3:sample_rate=44100:seed=1")
BROWN = ("-f", "lavfi", "-i", "anoisesrc=amplitude=0.5:color=brown:sample_rate=44100:seed=1")
DRUM = (
    "-f",
    "lavfi",
    "-i",
    "aevalsrc='0.7*sin(2*PI*70*mod(t,0.5))*exp(-12*mod(t,0.5))+0.3*(2*random(0)-1)*exp(-40*mod(t+0.25,0.5))"
    "+0.15*sin(2*PI*t*(196+98*mod(floor(t),3)))':s=44100",
)
SILENCE = ("-f", "lavfi", "-i", "anullsrc=sample_rate=44100")
H264 = ("-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest")


def halved(path: Path) -> Path:
    """The same name's file with its second half lost on the way."""
    half = path.with_name(f"half-{path.name}")
    half.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return half


def lessons() -> dict[str, str]:
    """What the demo says round each narration: its lesson's text and its course's."""
    found = {}
    for path in sorted((CONTENT / "courses").glob("*.toml")):
        course = tomllib.loads(path.read_text())
        about = [course[name] for name in ("title", "summary", "description", "outcomes")]
        for lesson in course["lessons"]:
            text = "\n".join(strings([lesson[name] for name in ("title", "introduction", "body")] + about))
            found[lesson.get("video", f"{path.stem}/{lesson['slug']}")] = re.sub(r"<[^>]+>", "", text)
    return found


def strings(value: object) -> Iterator[str]:
    """Not the names of pictures and documents."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from strings([part for name, part in value.items() if name not in ("picture", "document")])
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def vocabulary() -> list[str]:
    """The demo's glossary for all videos."""
    return (CONTENT / "glossary.txt").read_text().split()


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
