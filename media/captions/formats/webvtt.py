"""WebVTT (W3C), the format of a browser's <track>."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from html import unescape

from django.utils.translation import gettext as _

from media.captions.formats.timed import (
    Block,
    CorruptCaptions,
    TimedLine,
    TimedText,
    blocks,
    broken,
    cue,
    in_order,
    joined,
    stamp,
)

HEADER = re.compile(r"WEBVTT(\s.*)?")
NO_CUE = re.compile(r"(NOTE|STYLE|REGION)(\s.*)?")
VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>]*)>")
# A tag, and the reading above a character.
TAG = re.compile(r"<rt[^<>]*>[^<]*(?:</rt>)?|<[^<>]*>")


def write(cues: Iterable[TimedText]) -> str:
    return "\n\n".join(["WEBVTT", *map(_written, cues)]) + "\n"


def _written(cue: TimedText) -> str:
    return f"{stamp(cue.start, '.')} --> {stamp(cue.end, '.')}\n{_escaped(broken(cue.text))}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def parse(text: str) -> list[TimedLine]:
    """Its cues as plain text; who speaks is said where several do and it changes. Raises CorruptCaptions."""
    header, *rest = [*blocks(text)] or [Block(1, [""])]
    if not HEADER.fullmatch(header.lines[0]):
        raise CorruptCaptions(header.line, _("WebVTT 文件应当以 WEBVTT 开头"))
    found = [cue(block) for block in (*_stuck_to(header), *rest) if not _is_remark(block)]
    plain = _plain_text(several=len(set(VOICE.findall(text))) > 1)
    return in_order([replace(each, text=plain(each.text)) for each in found])


def _stuck_to(header: Block) -> Iterable[Block]:
    """The first cue, if the empty line before it is missing."""
    at = next((at for at, line in enumerate(header.lines) if "-->" in line), None)
    return [] if at is None else [Block(header.line + at, header.lines[at:])]


def _is_remark(block: Block) -> bool:
    return bool(NO_CUE.fullmatch(block.lines[0])) and not any("-->" in line for line in block.lines[:2])


def _plain_text(*, several: bool) -> Callable[[str], str]:
    last = ""

    def speaker(found: re.Match[str]) -> str:
        nonlocal last
        before, last = last, " ".join(found[1].split())
        return f"{last}：" if several and last and last != before else ""

    def plain(text: str) -> str:
        return joined(unescape(TAG.sub("", VOICE.sub(speaker, text))))

    return plain
