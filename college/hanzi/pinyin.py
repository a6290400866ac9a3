"""Pinyin over a text: which of its readings each character has where it stands.

A text is cut into words by rjieba. Words whose characters are not read as usual stand in two tables: `data/spoken.tsv`,
written by hand (neutral tones, and what a dictionary gets wrong), and `data/phrases.tsv`, taken from pypinyin's
dictionary by `make vendor` (pypinyin itself would cost each process 57 MB). What single characters sound like beside
their neighbours is in `college.hanzi.neighbours`. 一 and 不 keep their own tones, as pinyin is written (GB/T 16159).
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from college.hanzi import characters, neighbours
from college.hanzi.neighbours import Word

LONGEST = 4
"""Characters of the longest word in the tables."""
TONE_MARKS = "\u0304\u0301\u030c\u0300"


class Token(NamedTuple):
    """A character with its pinyin, or a stretch of text that has none: `pinyin` is then empty."""

    text: str
    pinyin: str


def annotate(text: str, known: Collection[str] = frozenset()) -> list[Token]:
    """The text in pieces; their texts together are the text. Characters that are `known` come without pinyin."""
    tokens: list[Token] = []
    for char, reading in zip(text, readings(text), strict=True):
        if reading and char not in known:
            tokens.append(Token(char, reading))
        elif tokens and not tokens[-1].pinyin:
            tokens[-1] = Token(tokens[-1].text + char, "")
        else:
            tokens.append(Token(char, ""))
    return tokens


def readings(text: str) -> list[str]:
    """One for each character of the text; empty for what is no character of GB 2312."""
    import rjieba  # its dictionary takes 30 MB: loaded only where pinyin is asked for

    words = [part for word in rjieba.tag(text) for part in neighbours.parts(Word(*word))]
    found: list[str] = []
    at = 0
    while at < len(words):
        together = next((count for count in (4, 3, 2) if _joined(words, at, count) in _spoken()), 1)
        found += _spoken()[_joined(words, at, together)] if together > 1 else _of_word(words, at)
        at += together
    return found


def _joined(words: list[Word], at: int, count: int) -> str:
    return "".join(word.text for word in words[at : at + count]) if at + count <= len(words) else ""


def _of_word(words: list[Word], at: int) -> Sequence[str]:
    word = words[at]
    if known := _spoken().get(word.text) or _phrases().get(word.text):
        return known
    if len(word.text) == 1:
        return [neighbours.reading(words, at) or _usual(word.text)]
    if word.kind.startswith("v") and len(word.text) == 2 and word.text[0] == word.text[1]:  # 看看, 试试
        return [_usual(word.text[0]), without_tone(_usual(word.text[0]))]
    return _of_parts(word.text)


def _of_parts(text: str) -> list[str]:
    """Of a word that is in no table: the longest words that it begins with, one after the other."""
    found: list[str] = []
    while len(found) < len(text):
        rest = text[len(found) :]
        parts = (rest[:length] for length in range(min(LONGEST, len(rest)), 1, -1))
        known = next((k for part in parts if (k := _spoken().get(part) or _phrases().get(part))), None)
        found += known or [_usual(rest[0])]
    return found


def _usual(char: str) -> str:
    known = characters.get(char)
    return known.readings[0] if known else ""


def without_tone(reading: str) -> str:
    """The neutral tone: kàn becomes kan, and nǚ nü."""
    bare = [char for char in normalize("NFD", reading) if char not in TONE_MARKS]
    return normalize("NFC", "".join(bare))


@cache
def _spoken() -> dict[str, list[str]]:
    return _table("spoken.tsv")


@cache
def _phrases() -> dict[str, list[str]]:
    return _table("phrases.tsv")


def _table(name: str) -> dict[str, list[str]]:
    lines = (line.split("\t") for line in (characters.DATA / name).read_text("utf-8").splitlines())
    return {word: reading.split() for word, reading in lines}
