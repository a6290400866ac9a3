"""What WebVTT and SRT have in common: blocks of lines, each with a line of times and the text below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

from django.utils.translation import gettext as _

from media.speech.lines import lines as lines_of

LONGEST_TEXT, MOST_CUES = 500, 20_000
# Programs round each time by itself, so that a cue may begin a little before the last one ends.
ROUNDING_MS = 100

STAMP = r"(?:([0-9]{1,3}):)?([0-9]{1,2}):([0-5][0-9])(?:[.,]([0-9]{1,3}))?"
TIMES = re.compile(rf"\s*{STAMP}\s*-->\s*{STAMP}(?:\s.*)?")
# Scripts written without spaces between words, with their punctuation: Chinese and Japanese.
UNSPACED = r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
BOTH_SIDES = re.compile(rf"(?<={UNSPACED})\n(?!-)|\n(?={UNSPACED})")


class CorruptCaptions(ValueError):
    """A caption file that cannot be read; `line` counts from 1, None if no line is to blame."""

    def __init__(self, line: int | None, why: str) -> None:
        self.line, self.why = line, why
        super().__init__(_("第 %(line)s 行：%(why)s。") % {"line": line, "why": why} if line else why)


class TimedText(Protocol):
    """Seconds and plain text."""

    @property
    def start(self) -> float: ...

    @property
    def end(self) -> float: ...

    @property
    def text(self) -> str: ...


@dataclass(frozen=True)
class TimedLine:
    """A cue of a file, in milliseconds, and the line of the file it stands on."""

    start_ms: int
    end_ms: int
    text: str
    line: int = field(default=0, compare=False)

    @property
    def start(self) -> float:
        return self.start_ms / 1000

    @property
    def end(self) -> float:
        return self.end_ms / 1000


@dataclass(frozen=True)
class Block:
    """Lines with nothing empty between them; `line` is the number of the first."""

    line: int
    lines: list[str]


def blocks(text: str) -> Iterator[Block]:
    """Also begins one where the empty line before a cue is missing."""
    lines: list[str] = []
    for number, line in enumerate([*re.split(r"\r\n|\r|\n", text), ""]):
        is_next_cue = TIMES.fullmatch(line) and any(map(TIMES.fullmatch, lines))
        following = [lines.pop()] if is_next_cue and lines[-1].strip().isdigit() else []
        if lines and (is_next_cue or not line.strip()):
            yield Block(number - len(lines) - len(following) + 1, lines)
            lines = following
        if line.strip():
            lines.append(line)


def cue(block: Block) -> TimedLine:
    """Its times are on its first line, or on the second below a number or name."""
    at = next((at for at, line in enumerate(block.lines[:2]) if "-->" in line), None)
    if at is None:
        raise CorruptCaptions(block.line, _("这里缺少时间，应当像 00:00:05.000 --> 00:00:08.000"))
    start_ms, end_ms = _times(block.lines[at], block.line + at)
    return TimedLine(start_ms, end_ms, "\n".join(block.lines[at + 1 :]), block.line + at)


def _times(line: str, number: int) -> tuple[int, int]:
    found = TIMES.fullmatch(line)
    if not found:
        raise CorruptCaptions(number, _("时间看不懂，应当像 00:00:05.000 --> 00:00:08.000"))
    start_ms, end_ms = _milliseconds(found.groups()[:4]), _milliseconds(found.groups()[4:])
    if end_ms < start_ms:
        raise CorruptCaptions(number, _("结束时间早于开始时间"))
    if end_ms == start_ms:
        raise CorruptCaptions(number, _("结束时间与开始时间相同"))
    return start_ms, end_ms


def _milliseconds(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, fraction = parts
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole * 1000 + int((fraction or "").ljust(3, "0"))


def stamp(seconds: float, point: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}{point}{rest % 1000:03}"


def in_order(cues: Sequence[TimedLine]) -> list[TimedLine]:
    """Those that say something. Raises CorruptCaptions where they overlap, go back in time, or are too much."""
    if len(cues) > MOST_CUES:
        said = {"count": len(cues), "most": MOST_CUES}
        raise CorruptCaptions(None, _("文件里有 %(count)s 条字幕，最多 %(most)s 条。") % said)
    speaking = [each for each in cues if each.text]
    for each in speaking:
        _check_length(each)
    kept = [_apart(each, following) for each, following in pairwise(speaking)]
    return [*kept, *speaking[-1:]]


def _check_length(cue: TimedLine) -> None:
    if len(cue.text) > LONGEST_TEXT:
        said = {"count": len(cue.text), "most": LONGEST_TEXT}
        raise CorruptCaptions(cue.line, _("这一条有 %(count)s 个字，最多 %(most)s 个") % said)


def _apart(cue: TimedLine, following: TimedLine) -> TimedLine:
    """`cue`, over when `following` begins."""
    if following.start_ms <= cue.start_ms:
        raise CorruptCaptions(following.line, _("这一条开始得不比上一条晚，字幕应当按时间先后排列"))
    if following.start_ms < cue.end_ms - ROUNDING_MS:
        raise CorruptCaptions(following.line, _("这一条与上一条的时间重叠"))
    return TimedLine(cue.start_ms, min(cue.end_ms, following.start_ms), cue.text, cue.line)


def joined(text: str) -> str:
    """Lines of a cue as one, with a space between words that need it."""
    trimmed = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return BOTH_SIDES.sub("", trimmed.strip()).replace("\n", " ")


def broken(text: str) -> str:
    """As it stands on the screen; on one line if the break could not be undone by `joined`."""
    text = " ".join(text.split())
    shown = "\n".join(lines_of(text))
    return shown if joined(shown) == text else text
