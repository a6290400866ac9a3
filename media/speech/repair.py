"""Homophones put right: 认字版 becomes 认字班 where the lesson or a glossary says 认字班.

What was heard is laid beside what is known by its sound. Where words differ there are two stories: the engine wrote
what was said, or the known words were said and others that sound alike were written for them. The second is believed if
it is clearly likelier. Likelihoods are powers of ten, set by how they do on wrong lessons' text as much as on the right
one's (docs/speech.md).
"""

from collections.abc import Iterable, Iterator, Sequence
from math import inf, log10
from typing import NamedTuple

import rjieba

from media.speech.known import BREAK, Known, Written
from media.speech.sounds import NEAR, OTHER_TONE, ROUGH, is_either, price

# That the known words are said, by how many letters beside them were heard as they stand there.
EXPECTED = (-3.5, -2.7, -1.7, -1.0, -0.6, -0.3, 0.0)
# A video's own terms are meant to be said in it, those for all videos in few. A part has at least four letters.
OWN_TERM, ELSEWHERE, PART_OF_A_TERM = 1.2, -0.5, 4
# That one homophone is written for another; the other letters of a word go with the first.
MISHEARD, WITH_IT = -1.0, -0.3
# Of the dictionary's corpus of 10^7.8 words; that a second word follows is half as surprising.
CORPUS, FOLLOWING = 7.8, 0.5
# A sound that is only alike is believed beside so many letters that agree.
AGREEING_BESIDE = {NEAR: 1, ROUGH: 3}
# How sure the engine usually is (hundredths), and the most that its being surer or less sure weighs.
USUAL, MOST_DOUBT = 90, 0.5
CLEARLY = 1.0
# A term says that a word exists, not that it is said here: the engine must have been no surer than this.
UNSURE = 80
REACH = 8


class Repaired(NamedTuple):
    """A repair `(start, end, heard)` says what stood at these letters of `text`; lengths never change.

    `confidence` is that of the least sure letter (0–1) that what is known does not confirm; None if nobody knows it.
    """

    text: str
    repairs: list[tuple[int, int, str]]
    confidence: float | None


class Run(NamedTuple):
    """Letters [start, end) of what was heard sound like those of what is known, `shift` further on."""

    start: int
    end: int
    shift: int


class Change(NamedTuple):
    start: int
    end: int
    meant: str
    gain: float


def repair(texts: Sequence[str], known: Known, sureness: Sequence[Sequence[int]] = ()) -> list[Repaired]:
    """The texts follow each other: a word may begin in one and end in the next.

    `sureness` is the probability of each of their characters in hundredths, or nothing.
    """
    whole = "".join(texts)
    heard, now = Written(whole), list(whole)
    told = sureness or [()] * len(texts)
    sure = [hundredths for text, each in zip(texts, told, strict=True) for hundredths in each or [USUAL] * len(text)]
    for change in best(changes(heard, known, sure)):
        for at, meant in zip(range(change.start, change.end), change.meant, strict=True):
            now[heard.places[at]] = meant
    unconfirmed = _unconfirmed(heard, now, known)
    return list(_told(texts, "".join(now), unconfirmed, told))


def _unconfirmed(heard: Written, now: Sequence[str], known: Known) -> set[int]:
    """Places of letters that stand in no three of what is known."""
    row = "".join(now[place] for place in heard.places)
    confirmed = {at + step for at in range(len(row) - 2) if row[at : at + 3] in known.threes for step in range(3)}
    return {place for at, place in enumerate(heard.places) if at not in confirmed}


def _told(
    texts: Iterable[str], whole: str, unconfirmed: set[int], sureness: Iterable[Sequence[int]]
) -> Iterator[Repaired]:
    done = 0
    for text, sure in zip(texts, sureness, strict=True):
        now = whole[done : done + len(text)]
        unsure = [hundredths for at, hundredths in enumerate(sure, start=done) if at in unconfirmed]
        repairs = [(start, end, text[start:end]) for start, end in differing(text, now)]
        yield Repaired(now, repairs, min(unsure, default=100) / 100 if sure else None)
        done += len(text)


def differing(one: str, other: str) -> Iterator[tuple[int, int]]:
    """Stretches at which two texts of one length differ."""
    start = None
    for at in range(len(one) + 1):
        differs = at < len(one) and one[at] != other[at]
        if differs and start is None:
            start = at
        elif not differs and start is not None:
            yield start, at
            start = None


def best(found: Iterable[Change]) -> Iterator[Change]:
    """The most believable of those that want the same letter."""
    taken: set[int] = set()
    for change in sorted(found, key=lambda change: (-change.gain, change.start)):
        if taken.isdisjoint(range(change.start, change.end)):
            taken.update(range(change.start, change.end))
            yield change


def changes(heard: Written, known: Known, sure: Sequence[int]) -> Iterator[Change]:
    for run in runs(heard, known):
        for start, end in words_that_differ(heard, known, run):
            hundredths = min(sure[place] for place in heard.places[start:end])
            if known.is_term(start + run.shift) and hundredths > UNSURE:
                continue
            gain = meant(heard, known, run, start, end) - written(heard, known, start, end) + doubt(hundredths)
            if gain >= CLEARLY:
                yield Change(start, end, _put_right(heard, known, run, start, end), gain)


def differs(heard: Written, known: Known, run: Run, at: int) -> bool:
    one, other = heard.letters[at], known.letters[at + run.shift]
    return one != other and not is_either(one, other)


def _put_right(heard: Written, known: Known, run: Run, start: int, end: int) -> str:
    return "".join(
        known.letters[at + run.shift] if differs(heard, known, run, at) else heard.letters[at]
        for at in range(start, end)
    )


def runs(heard: Written, known: Known) -> Iterator[Run]:
    """Every longest run with a difference in it, found by two neighbours of one sound."""
    reached: dict[int, int] = {}
    for at, pair in heard.pairs():
        for place in known.by_sound.get(pair, ()):
            shift = place - at
            if reached.get(shift, 0) > at:
                continue
            run = _stretched(heard, known, at, shift)
            reached[shift] = run.end
            there = known.letters[run.start + shift : run.end + shift]
            if heard.letters[run.start : run.end] != there and _may_be_said(known, run):
                yield run


def _stretched(heard: Written, known: Known, at: int, shift: int) -> Run:
    def cost(letter: int) -> float:
        return price(heard.sounds[letter], known.sounds[letter + shift])

    start, end = at, at + 2
    while start > 0 and start + shift > 0 and cost(start - 1) <= ROUGH:
        start -= 1
    while end < len(heard.letters) and end + shift < len(known.letters) and cost(end) <= ROUGH:
        end += 1
    while cost(start) > OTHER_TONE:
        start += 1
    while cost(end - 1) > OTHER_TONE:
        end -= 1
    return Run(start, end, shift)


def _may_be_said(known: Known, run: Run) -> bool:
    """A part of a term says little."""
    first, last = run.start + run.shift, run.end + run.shift
    is_whole = known.letters[first - 1] == BREAK == known.letters[last]
    return not known.is_term(first) or is_whole or last - first >= PART_OF_A_TERM


def words_that_differ(heard: Written, known: Known, run: Run) -> Iterator[tuple[int, int]]:
    """Stretches of a run that are whole words in both texts."""
    end = run.start
    for at in range(run.start, run.end):
        if at >= end and differs(heard, known, run, at):
            start, end = _whole_words(heard, known, run, at)
            if run.start <= start and end <= run.end:
                yield start, end


def _whole_words(heard: Written, known: Known, run: Run, at: int) -> tuple[int, int]:
    """Round a letter; it may lead out of the run."""
    start, end, narrower = at, at + 1, (at, at)
    while (start, end) != narrower and run.start <= start and end <= run.end:
        narrower = start, end
        words = [heard.words[start], heard.words[end - 1]]
        # A term of several words is said as it stands.
        if not known.is_term(at + run.shift):
            there = (known.words[start + run.shift], known.words[end - 1 + run.shift])
            words += [(first - run.shift, last - run.shift) for first, last in there]
        start, end = min(first for first, _ in words), max(last for _, last in words)
    return start, end


def meant(heard: Written, known: Known, run: Run, start: int, end: int) -> float:
    """That the known words were said here and others were written for them."""
    beside = [*range(max(run.start, start - REACH), start), *range(end, min(run.end, end + REACH))]
    agreeing = sum(heard.letters[at] == known.letters[at + run.shift] for at in beside)
    prices = [
        price(heard.sounds[at], known.sounds[at + run.shift])
        for at in range(start, end)
        if differs(heard, known, run, at)
    ]
    if agreeing < AGREEING_BESIDE.get(max(prices), 0):
        return -inf
    place = start + run.shift
    named = ELSEWHERE if known.is_elsewhere(place) else OWN_TERM if known.is_term(place) else 0.0
    return named + _expected(agreeing) + MISHEARD + WITH_IT * (len(prices) - 1) - sum(prices)


def doubt(hundredths: int) -> float:
    """For the known words, where the engine was unsure; against them, where it was not."""
    return max(-MOST_DOUBT, min(MOST_DOUBT, log10(max(100 - hundredths, 1) / (100 - USUAL))))


def written(heard: Written, known: Known, start: int, end: int) -> float:
    """That the words were said as they were written: they are common, or the lesson itself has them."""
    usual, at = 0.0, start
    while at < end:
        first, at = heard.words[at]
        for word in _in_dictionary(heard.letters[first:at]):
            usual += (_frequency(word) - CORPUS) * (FOLLOWING if usual else 1.0)
    return max(usual, *(_expected(beside) for beside in _in_lesson(heard, known, start, end)), -2 * CORPUS)


def _in_lesson(heard: Written, known: Known, start: int, end: int) -> Iterator[int]:
    """With how many letters beside them the lesson has the same words."""
    for first in range(max(0, start - len(EXPECTED)), start + 1):
        for last in range(end, min(len(heard.letters), end + len(EXPECTED)) + 1):
            if last - first > 1 and heard.letters[first:last] in known.expected:
                yield last - first - (end - start)


def _expected(agreeing: int) -> float:
    return EXPECTED[min(agreeing, len(EXPECTED) - 1)]


def _in_dictionary(word: str) -> Iterable[str]:
    """The segmenter also guesses words; a guess is its letters."""
    return [word] if rjieba.has_word(word) else word


def _frequency(word: str) -> float:
    return log10(max(rjieba.suggest_freq(word), 1)) if rjieba.has_word(word) else 0.0
