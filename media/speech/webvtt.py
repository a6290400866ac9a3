"""WebVTT, the captions that a `<track>` shows."""

from collections.abc import Iterable
from typing import Protocol


class TimedText(Protocol):
    """`start` and `end` in seconds."""

    @property
    def start(self) -> float: ...
    @property
    def end(self) -> float: ...
    @property
    def text(self) -> str: ...


def to_webvtt(cues: Iterable[TimedText]) -> str:
    blocks = ["WEBVTT"]
    blocks += [f"{timestamp(cue.start)} --> {timestamp(cue.end)}\n{escaped(cue.text)}" for cue in cues]
    return "\n\n".join(blocks) + "\n"


def timestamp(seconds: float) -> str:
    """3 725.5 → "01:02:05.500"."""
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"


def escaped(text: str) -> str:
    """As the text of a cue: no markup, no line that ends it."""
    plain = " ".join(text.split())
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
