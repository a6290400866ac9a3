"""Where the parts of a video begin: after a pause, where the words change, where the speaker says so.

No model: the words of some lines before a place are compared with those after it (TextTiling, Hearst 1997,
https://aclanthology.org/J97-1003/).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import sqrt
from statistics import fmean, median, pstdev
from typing import Protocol

from media.chapters.titles import title_of
from media.speech.words import atoms


class Line(Protocol):
    """Seconds and text."""

    @property
    def start(self) -> float: ...

    @property
    def end(self) -> float: ...

    @property
    def text(self) -> str: ...


@dataclass(frozen=True)
class Suggestion:
    start: float
    title: str


@dataclass(frozen=True)
class Break:
    """A place before a line; `is_announced`: the speaker says that something new begins."""

    at: int
    start: float
    strength: float
    is_announced: bool


# What each sign is worth at its fullest, and how much it takes.
ANNOUNCED, HINTED, CHANGED, PAUSED, ENOUGH = 1.0, 0.4, 0.6, 0.5, 0.75
LONG_PAUSE = 2.0  # seconds beyond the usual
SHORTEST, SHORTEST_OF_LONG = 10.0, 45.0
SHORTEST_ANNOUNCED, ANNOUNCED_SHARE = 6.0, 0.4  # seconds, and of what else is the shortest
TITLE_FROM = 30.0  # seconds at the beginning of a part

NUMBER = "一二三四五六七八九十百0-9"
ANNOUNCING = re.compile(
    rf"(好的?|那么?|嗯|所以)?[，,]?(第[{NUMBER}]+(步|点|个?部分|个?方面|个?问题|节|章|类|项|件事)"
    r"|首先|其次|接下来|下面|最后|总结|总的来说)"
    r"|((so|now|ok|okay),? )*(first|second|third|next|finally|lastly|to sum up|in summary|in conclusion)\b",
    re.IGNORECASE,
)
HINTING = re.compile(
    r"好了|现在|今天|另外|还要|还有|再来|再看|然后|各位|.{1,6}好[，。]|.{1,5}(以后|之后)[，,]|(now|okay|so|another|also)\b",
    re.IGNORECASE,
)
ENDS_SENTENCE = re.compile(r"[。？！?!.…][”’」』）)]*\s*$")
BREATH = 0.8  # seconds after which a line without punctuation begins a sentence
COMMON = frozenset(
    "我们 你们 他们 大家 这个 那个 一个 一些 可以 就是 然后 所以 因为 如果 什么 怎么 时候 没有 还有 自己 "  # noqa: SIM905
    "the and for that this you are with have will can not from they".split()
)


def suggest(lines: Sequence[Line], *, duration: float) -> list[Suggestion]:
    """At least two parts, the first from the start; none where the video does not fall into parts."""
    chosen = choose(list(breaks(lines)), duration)
    if not chosen:
        return []
    begins = [0, *sorted(found.at for found in chosen)]
    starts = [0.0, *(lines[at].start for at in begins[1:])]
    return [Suggestion(start, title_of(beginning(lines, at))) for start, at in zip(starts, begins, strict=True)]


def beginning(lines: Sequence[Line], at: int) -> list[str]:
    return [line.text for line in lines[at : at + 40] if line.start < lines[at].start + TITLE_FROM]


def choose(found: list[Break], duration: float) -> list[Break]:
    """The strongest breaks that leave no part too short, and not too many parts to look over."""
    chosen: list[Break] = []
    for candidate in sorted(found, key=lambda place: -place.strength):
        if candidate.strength < ENOUGH or len(chosen) + 1 >= most_parts(duration):
            break
        taken = [0.0, duration, *(place.start for place in chosen)]
        if min(abs(candidate.start - start) for start in taken) >= shortest(duration, candidate):
            chosen.append(candidate)
    return chosen


def shortest(duration: float, place: Break) -> float:
    """An eighth of a short video, a sixtieth of a very long one."""
    usual = max(SHORTEST, min(SHORTEST_OF_LONG, duration / 8), duration / 60)
    return max(SHORTEST_ANNOUNCED, usual * ANNOUNCED_SHARE) if place.is_announced else usual


def most_parts(duration: float) -> int:
    """6 of a minute, 9 of ten minutes, 25 of three hours."""
    return round(4 + 1.6 * sqrt(duration / 60))


def breaks(lines: Sequence[Line]) -> Iterator[Break]:
    pauses = [after.start - before.end for before, after in pairwise(lines)]
    usual = median(pauses) if pauses else 0.0
    for at, (pause, change) in enumerate(zip(pauses, changes(lines), strict=True), start=1):
        if pause < BREATH and not ENDS_SENTENCE.search(lines[at - 1].text):
            continue
        is_announced = bool(ANNOUNCING.match(lines[at].text))
        said = ANNOUNCED if is_announced else HINTED if HINTING.match(lines[at].text) else 0.0
        paused = min(1.0, max(0.0, pause - usual) / LONG_PAUSE)
        yield Break(at, lines[at].start, said + CHANGED * change + PAUSED * paused, is_announced)


def changes(lines: Sequence[Line]) -> list[float]:
    """How much the words change before each line but the first, 0–1: how deep a valley of likeness it lies in."""
    likeness = likenesses([words(line.text) for line in lines])
    before, after = climb(likeness), climb(likeness[::-1])[::-1]
    depths = [left + right - 2 * here for left, here, right in zip(before, likeness, after, strict=True)]
    if len(depths) < 2 or not (spread := pstdev(depths)):
        return [0.0] * len(depths)
    return [min(1.0, max(0.0, (depth - fmean(depths)) / (2 * spread))) for depth in depths]


def climb(likeness: list[float]) -> list[float]:
    """For each place the top of the slope that rises from it towards the beginning."""
    return list(accumulate(likeness, lambda top, here: max(top, here) if here <= top else here))


def likenesses(said: list[Counter[str]]) -> list[float]:
    """Cosine of the words in some lines before and after each place between two lines."""
    reach = min(12, max(2, len(said) // 6))
    return [cosine(sum_of(said[max(0, at - reach) : at]), sum_of(said[at : at + reach])) for at in range(1, len(said))]


def sum_of(counts: Sequence[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return total


def cosine(one: Counter[str], other: Counter[str]) -> float:
    length = sqrt(sum(n * n for n in one.values())) * sqrt(sum(n * n for n in other.values()))
    return sum(n * other[word] for word, n in one.items()) / length if length else 0.0


def words(text: str) -> Counter[str]:
    """Those that tell what it is about: of two characters and more."""
    found = (re.sub(r"\W", "", atom).casefold() for atom in atoms(text))
    return Counter(word for word in found if len(word) > 1 and word not in COMMON)
