"""SubRip, which has no standard: numbered cues, commas in times, a few HTML tags, no way to escape."""

import re
from collections.abc import Iterable
from dataclasses import replace

from media.captions.formats.timed import TimedLine, TimedText, blocks, broken, cue, in_order, joined, stamp

# Also the places on the screen that some programs write: {\an8}.
TAG = re.compile(r"</?(?:b|i|u|s|font)(?:\s[^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE)


def write(cues: Iterable[TimedText]) -> str:
    return "".join(f"{number}\n{_written(cue)}\n\n" for number, cue in enumerate(cues, 1))


def _written(cue: TimedText) -> str:
    """An arrow in the text would be read as times."""
    text = broken(cue.text).replace("-->", "→")
    return f"{stamp(cue.start, ',')} --> {stamp(cue.end, ',')}\n{text}"


def parse(text: str) -> list[TimedLine]:
    """Its cues as plain text. Raises CorruptCaptions."""
    found = [cue(block) for block in blocks(text)]
    return in_order([replace(each, text=joined(TAG.sub("", each.text))) for each in found])
