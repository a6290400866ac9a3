"""What is said, without times: a line a cue."""

from collections.abc import Iterable

from media.captions.formats.timed import TimedText


def write(cues: Iterable[TimedText]) -> str:
    return "".join(" ".join(cue.text.split()) + "\n" for cue in cues)


def parse(text: str) -> list[str]:
    """The lines that say something."""
    return [line for each in text.splitlines() if (line := " ".join(each.split()))]
