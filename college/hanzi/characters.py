"""Facts about a character, from `data/characters.tsv` and `data/sentences.txt` (see the README there).

Read at the first question, about 6,800 short lines: 70 ms, 6 MB of memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from college.hanzi import gb2312

DATA = Path(__file__).parent / "data"
HARDEST = 8
"""Stands for the grade of a character that the HSK does not ask for."""


@dataclass(frozen=True)
class Character:
    """`readings`: pinyin with tone marks, the commonest first. `level`: of GB 2312, 1 is common. `grade`: of HSK 3.0,
    7 standing for 7 to 9; None is none. `words`: at most two, with the character in them."""

    char: str
    readings: tuple[str, ...]
    radical: str
    strokes: int
    level: int
    grade: int | None
    words: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """An everyday sentence with the character; empty if there is none."""
        return _sentences().get(self.char, "")


def get(char: str) -> Character | None:
    """None for what is no character of GB 2312, such as letters, signs, or several characters."""
    place = gb2312.number(char)
    return None if place is None else _all()[place]


def of_level(level: int) -> Sequence[Character]:
    """In the order of GB 2312: level 1 by pinyin, level 2 by radical."""
    return _all()[: gb2312.COMMON] if level == 1 else _all()[gb2312.COMMON :]


def place_in_level(known: Character) -> int:
    """From 0."""
    place = gb2312.number(known.char) or 0
    return place if known.level == 1 else place - gb2312.COMMON


def beside(known: Character) -> tuple[Character | None, Character | None]:
    """The characters before and after it in its level; None at the ends."""
    level, place = of_level(known.level), place_in_level(known)
    return (level[place - 1] if place else None), (level[place + 1] if place + 1 < len(level) else None)


@cache
def _all() -> tuple[Character, ...]:
    return tuple(_character(line) for line in (DATA / "characters.tsv").read_text("utf-8").splitlines())


def _character(line: str) -> Character:
    char, readings, radical, strokes, grade, words = line.split("\t")
    return Character(
        char=char,
        readings=tuple(readings.split()),
        radical=radical,
        strokes=int(strokes),
        level=1 if gb2312.is_common(char) else 2,
        grade=int(grade) if grade else None,
        words=tuple(words.split()),
    )


@cache
def _sentences() -> dict[str, str]:
    """For each character, of the sentences it is in, the one whose other characters are learned earliest."""
    best: dict[str, tuple[int, int, str]] = {}
    for sentence in (DATA / "sentences.txt").read_text("utf-8").splitlines():
        chars = [known for char in set(sentence) if (known := get(char))]
        grades = [*sorted((known.grade or HARDEST for known in chars), reverse=True), 0]
        for known in chars:
            others = grades[1] if (known.grade or HARDEST) == grades[0] else grades[0]
            chosen = (others, len(sentence), sentence)
            best[known.char] = min(best.get(known.char, chosen), chosen)
    return {char: sentence for char, (_hardest, _length, sentence) in best.items()}
