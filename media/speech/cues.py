"""Timed words become cues: at most two lines, one to seven seconds, broken where a reader would take a breath."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from media.speech.lines import filled, fits
from media.speech.words import atoms

SHORTEST_SECONDS, LONGEST_SECONDS = 1.0, 7.0
PAUSE_SECONDS, LONG_PAUSE_SECONDS = 0.5, 1.0
SENTENCE_ENDS, CLAUSE_ENDS = "。！？!?…", "，；：,;:"

# What a cue costs; the cheapest way to share out the words is taken. One more cue costs 1.
CLAUSE_BREAK, PAUSE_BREAK, LIST_BREAK, WORD_BREAK = 0.4, 0.4, 0.8, 3.0
SENTENCE_INSIDE, LONG_PAUSE_INSIDE, SECOND_LINE, TOO_SHORT = 1.2, 3.0, 0.5, 3.0


@dataclass(frozen=True)
class Letter:
    """When a letter, a digit or a character was spoken (seconds) and how sure the engine is (0–1)."""

    start: float
    end: float
    confidence: float


@dataclass(frozen=True)
class Atom:
    """A word with its punctuation."""

    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True)
class SpokenCue:
    """A line of a transcript, seconds of the whole file; `repairs` as in `media.speech.repair`.

    `sureness` is the probability of each character in hundredths, `confidence` that of the least sure word, 0–1.
    """

    start: float
    end: float
    text: str
    confidence: float
    sureness: tuple[int, ...] = ()
    repairs: tuple[tuple[int, int, str], ...] = ()


def shared(start: float, end: float, count: int, confidence: float) -> list[Letter]:
    """`count` letters of equal length."""
    step = (end - start) / max(count, 1)
    return [Letter(start + step * at, start + step * (at + 1), confidence) for at in range(count)]


def timed(text: str, letters: Sequence[Letter]) -> list[Atom]:
    """The words of `text` with the times of the letters it was cleaned from; shared out if their number changed."""
    if not letters:
        return []
    found, said = [], atoms(text)
    total, done = sum(map(_count, said)), 0
    for word in said:
        count = _count(word)
        first = min(done * len(letters) // max(total, 1), len(letters) - 1)
        last = min(max((done + count) * len(letters) // max(total, 1) - 1, first), len(letters) - 1)
        own = letters[first : last + 1]
        found.append(Atom(word, own[0].start, own[-1].end, sum(each.confidence for each in own) / len(own)))
        done += count
    return found


def _count(text: str) -> int:
    return sum(character.isalnum() for character in text)


def cues(words: Sequence[Atom], *, until: float) -> Iterator[SpokenCue]:
    """In order, not overlapping, the last one over before `until` seconds if it can be."""
    following = [*(word.start for word in words[1:]), until]
    for first, last in pairwise(_breaks(words, following)):
        start = words[first].start
        end = max(words[last - 1].end, min(start + SHORTEST_SECONDS, following[last - 1]))
        own = words[first:last]
        text = "".join(word.text for word in own).rstrip()
        sureness = [round(word.confidence * 100) for word in own for _character in word.text][: len(text)]
        confidence = min(word.confidence for word in own)
        yield SpokenCue(start, min(end, start + LONGEST_SECONDS), text, confidence, tuple(sureness))


def _breaks(words: Sequence[Atom], following: Sequence[float]) -> list[int]:
    """Numbers of the words before which a cue begins, and the number of words."""
    cheapest, came_from = [0.0], [0]
    for last in range(1, len(words) + 1):
        prices = {
            first: cheapest[first] + _price(words[first:last], following[last - 1], is_last=last == len(words))
            for first in _possible_starts(words, last)
        }
        best = min(prices, key=lambda first: prices[first])
        cheapest.append(prices[best])
        came_from.append(best)
    path = [len(words)]
    while path[-1]:
        path.append(came_from[path[-1]])
    return path[::-1]


def _possible_starts(words: Sequence[Atom], last: int) -> Iterator[int]:
    """A word that is too long by itself still makes a cue."""
    yield last - 1
    for first in range(last - 2, -1, -1):
        too_long = words[last - 1].end - words[first].start > LONGEST_SECONDS
        if too_long or not fits([word.text for word in words[first:last]]):
            return
        yield first


def _price(words: Sequence[Atom], next_start: float, *, is_last: bool) -> float:
    price = 1.0 if is_last else 1.0 + _break_price(words[-1], next_start)
    for word, following in pairwise(words):
        price += SENTENCE_INSIDE * (word.text.rstrip()[-1:] in SENTENCE_ENDS)
        price += LONG_PAUSE_INSIDE * (following.start - word.end >= LONG_PAUSE_SECONDS)
    if len(filled([word.text for word in words])) > 1:
        price += SECOND_LINE
    room = max(words[-1].end, next_start) - words[0].start
    return price + TOO_SHORT * (room < SHORTEST_SECONDS)


def _break_price(word: Atom, next_start: float) -> float:
    mark = word.text.rstrip()[-1:]
    if mark in SENTENCE_ENDS:
        return 0.0
    if mark in CLAUSE_ENDS:
        return CLAUSE_BREAK
    if next_start - word.end >= PAUSE_SECONDS:
        return PAUSE_BREAK
    return LIST_BREAK if mark == "、" else WORD_BREAK
