"""What a caption file would change: the cues that are there against those that are wanted."""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from media.captions.actions import Seen
from media.captions.drafts import CueDraft, tidy
from media.captions.formats.timed import TimedLine
from media.clock import clock
from media.models import Cue


@dataclass(frozen=True)
class Difference:
    """One cue now and as it would be; None where it is not there."""

    now: Cue | None
    wanted: TimedLine | None

    @property
    def start_ms(self) -> int:
        return min(cue.start_ms for cue in (self.now, self.wanted) if cue)

    @property
    def clock(self) -> str:
        return clock(self.start_ms / 1000)

    @property
    def is_retimed(self) -> bool:
        return self.now is not None and self.wanted is not None and _times(self.now) != _times(self.wanted)

    @property
    def is_reworded(self) -> bool:
        return self.now is not None and self.wanted is not None and _words(self.now) != _words(self.wanted)

    @property
    def sides(self) -> tuple[SafeString, SafeString]:
        """The text now and as it would be, with marks on what is different."""
        now, wanted = self.now.text if self.now else "", self.wanted.text if self.wanted else ""
        moves = SequenceMatcher(None, now, wanted, autojunk=False).get_opcodes()
        return (
            _marked([(now[a:b], "" if kind == "equal" else "del") for kind, a, b, _c, _d in moves]),
            _marked([(wanted[c:d], "" if kind == "equal" else "ins") for kind, _a, _b, c, d in moves]),
        )

    @property
    def is_none(self) -> bool:
        return self.now is not None and self.wanted is not None and not (self.is_retimed or self.is_reworded)


def _marked(parts: list[tuple[str, str]]) -> SafeString:
    marked = [format_html("<{0}>{1}</{0}>", tag, text) if tag else escape(text) for text, tag in parts if text]
    return mark_safe("".join(marked))  # noqa: S308  # each part is escaped


@dataclass(frozen=True)
class Comparison:
    differences: list[Difference]
    unchanged: int

    @cached_property
    def new(self) -> int:
        return sum(each.now is None for each in self.differences)

    @cached_property
    def gone(self) -> int:
        return sum(each.wanted is None for each in self.differences)

    @property
    def changed(self) -> int:
        return len(self.differences) - self.new - self.gone

    @property
    def seen(self) -> list[Seen]:
        return [Seen(each.now.pk, each.now.revision) for each in self.differences if each.now]

    @property
    def drafts(self) -> list[CueDraft]:
        """A cue that stays keeps its id."""
        return [
            CueDraft(each.now.pk if each.now else None, each.wanted.start_ms, each.wanted.end_ms, each.wanted.text)
            for each in self.differences
            if each.wanted
        ]


def compare(present: Sequence[Cue], wanted: Sequence[TimedLine]) -> Comparison:
    differences = [each for each in _pairs(present, wanted) if not each.is_none]
    unchanged = len(wanted) - sum(each.wanted is not None for each in differences)
    return Comparison(sorted(differences, key=lambda each: each.start_ms), unchanged)


def _pairs(present: Sequence[Cue], wanted: Sequence[TimedLine]) -> Iterator[Difference]:
    """Of the same time; of what is left, of the same words, in order; the rest alone."""
    now, then = list(present), list(wanted)
    for is_like in (_times, _words):
        places: dict[Hashable, deque[Cue]] = defaultdict(deque)
        for cue in now:
            places[is_like(cue)].append(cue)
        left = []
        for line in then:
            found = places[is_like(line)]
            if found:
                yield Difference(found.popleft(), line)
            else:
                left.append(line)
        now, then = [cue for found in places.values() for cue in found], left
    yield from (Difference(cue, None) for cue in now)
    yield from (Difference(None, line) for line in then)


def _times(cue: Cue | TimedLine) -> Hashable:
    return cue.start_ms, cue.end_ms


def _words(cue: Cue | TimedLine) -> Hashable:
    return tidy(cue.text)
