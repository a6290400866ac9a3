"""What is listened to: the narration of three demo lessons, and what is said in it."""

import json
import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
AUDIO = ROOT / "demo" / "audio"
# The clip, and the course that has the lesson that shows it.
COURSES = {
    "literacy-write-my-name": "write-my-name",
    "backbone-residents-meeting": "residents-meeting",
    "cloud-volunteer-records": "volunteer-records",
}
NAMES = tuple(COURSES)
TAG = re.compile(r"<[^>]*>")


def sound(name: str) -> Path:
    return AUDIO / f"{name}.m4a"


def said(name: str) -> str:
    return (AUDIO / f"{name}.txt").read_text(encoding="utf-8")


def seconds(name: str) -> float:
    """Of the sound, up to the end of its last sentence."""
    return float(json.loads((AUDIO / f"{name}.json").read_text(encoding="utf-8"))[-1][1])


def text_around(video: Any) -> str:
    """What stands on the pages that show the clip, as `college.courses.context` reads it from the database."""
    return lesson_text(video.title) if video.title in COURSES else ""


def lesson_text(name: str) -> str:
    course = tomllib.loads((ROOT / "demo" / "content" / "courses" / f"{COURSES[name]}.toml").read_text("utf-8"))
    lesson = next(lesson for lesson in course["lessons"] if lesson.get("video") == name)
    return "\n".join(
        [
            *strings(lesson, ("title", "introduction", "body")),
            *strings(course, ("title", "summary", "description", "outcomes")),
        ]
    )


def strings(table: dict[str, Any], keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        yield from _strings(table.get(key, ""))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield TAG.sub("", value)
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def joined(ffmpeg: Path, into: Path, *, hours: float) -> Path:
    """The clips again and again, not encoded anew."""
    turns = int(hours * 3600 / sum(map(seconds, NAMES))) + 1
    listed = into.with_suffix(".list")
    listed.write_text("".join(f"file '{sound(name)}'\n" for name in NAMES) * turns, encoding="utf-8")
    command = [str(ffmpeg), "-nostdin", "-v", "error", "-y", "-f", "concat", "-safe", "0", "-i", str(listed)]
    subprocess.run([*command, "-c", "copy", str(into)], check=True)
    return into
