"""The teacher's script against what was heard: each cue gets the words of the script that were spoken in its time."""

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from media.captions.formats.timed import LONGEST_TEXT, CorruptCaptions, TimedLine, joined
from media.models import Cue
from media.speech.words import OPENING

# With less in common it is the script of another video.
LEAST_ALIKE = 0.5
# A cue whose words were said otherwise than the script has them stays as it was heard.
LEAST_ALIKE_CUE, MOST_LONGER, LETTERS_MORE = 0.4, 1.6, 4
# Three hours of talk make a million pairs; one word repeated through a whole file makes many more.
MOST_PAIRS = 20_000_000


class Script:
    """A text and its letters: everything in it that can be heard."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = [at for at, letter in enumerate(text) if letter.isalnum()]
        self.letters = "".join(unicodedata.normalize("NFKC", text[at]).casefold()[0] for at in self.places)

    def between(self, first: int, last: int) -> str:
        """The words from one letter to before another, with the punctuation that belongs to them."""
        return joined(self.text[self._start(first) : self._start(last)])

    def _start(self, letter: int) -> int:
        """An opening bracket or quotation mark before the letter belongs to it."""
        behind = self.places[letter - 1] + 1 if letter else 0
        ahead = self.places[letter] if letter < len(self.places) else len(self.text)
        return next((at for at in range(behind, ahead) if letter and self.text[at] in OPENING), ahead if letter else 0)

    def begins_a_part(self, letter: int) -> bool:
        return letter in (0, len(self.places)) or self.places[letter - 1] + 1 < self.places[letter]


class Aligned(NamedTuple):
    """The cues in the script's words, and how many letters of the script are in none."""

    cues: list[TimedLine]
    left_out: int


def aligned(lines: Sequence[str], cues: Sequence[Cue]) -> Aligned:
    """Raises CorruptCaptions if the script is that of something else."""
    script = Script("\n".join(lines))
    heard = [Script(cue.text).letters for cue in cues]
    common = _common("".join(heard), script.letters)
    if len(common) - 2 < LEAST_ALIKE * len("".join(heard)):
        raise CorruptCaptions(None, _("这份文稿与视频里讲的话大多对不上，请检查是不是选错了文件。"))
    edges = [_edge(at, common, script) for at in accumulate(map(len, heard), initial=0)]
    found, left_out = [], len(script.letters)
    for cue, letters, (left, right) in zip(cues, heard, pairwise(edges), strict=True):
        start, end = left.following, right.before
        text = script.between(start, end)
        if fits := _is_alike(letters, script.letters[start:end]) and len(text) <= LONGEST_TEXT:
            left_out -= end - start
        found.append(TimedLine(cue.start_ms, cue.end_ms, text if fits else cue.text))
    return Aligned(found, left_out)


class Pair(NamedTuple):
    """The same letter, by its number among those heard and among those of the script."""

    heard: int
    written: int


def _common(heard: str, written: str) -> list[Pair]:
    """In order, with the ends of both around them. Letters that have no common neighbour are chance and left out."""
    left, right = _neighbours(heard), _neighbours(written)
    counts = Counter(right)
    if sum(count * counts[pair] for pair, count in Counter(left).items()) > MOST_PAIRS:
        raise CorruptCaptions(
            None, _("这份文稿太长，或者重复的话太多，无法与字幕对照。请按段落分开，或在“校对字幕”里修改。")
        )
    found = [Pair(-1, -1)]
    for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        for at in range(block.size + 1 if block.size else 0):
            if block.a + at > found[-1].heard and block.b + at > found[-1].written:
                found.append(Pair(block.a + at, block.b + at))
    return [*found, Pair(len(heard), len(written))]


def _neighbours(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]


class Edge(NamedTuple):
    """Where in the script one cue ends and the next begins: the same place, unless words between were not said."""

    before: int
    following: int


def _edge(at: int, common: Sequence[Pair], script: Script) -> Edge:
    """For the edge before the letter `at` of those heard."""
    index = bisect_left(common, Pair(at, -1)) or 1
    last, following = common[index - 1], common[index]
    behind, ahead = at - last.heard - 1, following.heard - at
    first, count = last.written + 1, following.written - last.written - 1
    if count > MOST_LONGER * (behind + ahead) + LETTERS_MORE:
        return Edge(first + behind, following.written - ahead)
    even = first + round(count * behind / max(behind + ahead, 1))
    parts = [letter for letter in range(first, following.written + 1) if script.begins_a_part(letter)]
    best = min(parts or [even], key=lambda letter: abs(letter - even))
    return Edge(best, best)


def _is_alike(heard: str, written: str) -> bool:
    matcher = SequenceMatcher(None, heard, written, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return (
        bool(written)
        and same >= LEAST_ALIKE_CUE * len(heard)
        and len(written) <= MOST_LONGER * len(heard) + LETTERS_MORE
    )
