"""WebVTT (W3C), the format of a browser's <track>."""

from collections.abc import Iterable
from typing import Protocol

from media.speech.lines import lines


class TimedText(Protocol):
    """Seconds and plain text."""

    @property
    def start(self) -> float: ...

    @property
    def end(self) -> float: ...

    @property
    def text(self) -> str: ...


def to_webvtt(cues: Iterable[TimedText]) -> str:
    return "\n\n".join(["WEBVTT", *map(_block, cues)]) + "\n"


def _block(cue: TimedText) -> str:
    text = "\n".join(lines(" ".join(cue.text.split())))
    return f"{_timestamp(cue.start)} --> {_timestamp(cue.end)}\n{_escaped(text)}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _timestamp(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
