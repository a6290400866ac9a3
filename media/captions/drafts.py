"""What a person wants a cue to be, and whether it can be."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from media.models import Cue

LONGEST_TEXT = 500
# Control characters and halves of pairs: nobody can see them, and databases will not have them.
UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")

INVALID: dict[str, str | Promise] = {
    "empty": _("这一行没有字。要去掉这一行，请用“删除”。"),
    "long": _("一行字幕最多 500 个字，请拆成几行。"),
    "backwards": _("结束时间要晚于开始时间。"),
    "overlap": _("这段时间和前后的字幕重叠了，请调整时间。"),
    "beyond": _("这段时间超出了视频的长度。"),
    "nothing": _("没有要改的内容。"),
}


class InvalidCue(Exception):
    """`code` is a key of INVALID, `message` its translated sentence, `draft` what is wrong with."""

    def __init__(self, code: str, draft: "CueDraft | None" = None) -> None:
        super().__init__(code)
        self.code = code
        self.message = INVALID[code]
        self.draft = draft

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True)
class CueDraft:
    """A cue as a person wants it, in milliseconds; a new one has no id.

    The engine's marks are given only to bring back what the engine wrote, repairs also where they are to stay.
    """

    id: int | None
    start_ms: int
    end_ms: int
    text: str
    confidence: float | None = None
    repairs: Sequence[Any] = field(default_factory=list)
    is_corrected: bool = True


def tidy(text: str) -> str:
    """One line: how it is broken on the screen is decided there."""
    return " ".join(UNWRITABLE.sub("", text).split())


def still_repaired(draft: CueDraft, replaced: Iterable[Cue]) -> list[Any]:
    """Those of the draft's repairs that the cues had already, with the same letters, wherever these stand now."""
    there = {(cue.text[start:end], heard) for cue in replaced for start, end, heard in cue.repairs}
    return [
        [start, end, heard]
        for start, end, heard in draft.repairs
        if 0 <= start < end and (draft.text[start:end], heard) in there
    ]


def check(drafts: Iterable[CueDraft], *, replaced: Collection[Cue], neighbours: Iterable[Cue], length_ms: int) -> None:
    """Raises InvalidCue. Times that stay as they are are not questioned: the engine may have been inexact."""
    kept = {(cue.pk, cue.start_ms, cue.end_ms) for cue in replaced}
    furthest = max([length_ms, *(cue.end_ms for cue in replaced)])
    times: list[tuple[int, int, CueDraft | None]] = [(cue.start_ms, cue.end_ms, None) for cue in neighbours]
    for draft in drafts:
        _check_alone(draft, furthest)
        is_moved = (draft.id, draft.start_ms, draft.end_ms) not in kept
        times.append((draft.start_ms, draft.end_ms, draft if is_moved else None))
    for (_start, end, left), (start, _end, right) in pairwise(sorted(times, key=lambda time: time[:2])):
        if end > start and (left or right):
            raise InvalidCue("overlap", right or left)


def _check_alone(draft: CueDraft, furthest_ms: int) -> None:
    if not draft.text:
        raise InvalidCue("empty", draft)
    if len(draft.text) > LONGEST_TEXT:
        raise InvalidCue("long", draft)
    if not 0 <= draft.start_ms < draft.end_ms:
        raise InvalidCue("backwards", draft)
    if draft.end_ms > furthest_ms:
        raise InvalidCue("beyond", draft)
