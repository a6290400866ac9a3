"""How Mandarin is read, and how far one reading is from another in the ears of a listener or of an engine."""

from functools import cache
from itertools import product
from math import inf
from typing import Any, NamedTuple

from pypinyin import Style, lazy_pinyin, pinyin

# Powers of ten: how much rarer than its own sound another is written for a character.
SAME, OTHER_TONE, NEAR, ROUGH = 0.0, 0.3, 1.0, 2.0
# What speakers of many places do not tell apart.
NEAR_INITIALS = [{"z", "zh"}, {"c", "ch"}, {"s", "sh"}, {"n", "l"}]
NEAR_FINALS = [{"an", "ang"}, {"en", "eng"}, {"in", "ing"}, {"ian", "iang"}, {"uan", "uang"}]
# Sentences are right with either; only the sense tells which was said, and no lesson knows that.
EITHER = ["他她它", "买卖", "做作", "哪那", "的地得"]
INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")
READINGS = 1


class Sound(NamedTuple):
    """`syllable` is "zhuang", `tone` 1–5; both empty for what is not Chinese."""

    syllable: str
    tone: str


Readings = tuple[Sound, ...]


def sounds(text: str) -> list[Readings]:
    """For each character how it is read in these words, then its commonest readings."""
    here = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, errors=_nothing)
    return [_readings(character, reading) for character, reading in zip(text, here, strict=True)]


def _nothing(characters: str) -> Any:
    return [""] * len(characters)


@cache
def _readings(character: str, here: str) -> Readings:
    if not here:
        return (Sound("", ""),)
    common = pinyin(character, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0][:READINGS]
    return tuple(dict.fromkeys(Sound(reading[:-1], reading[-1]) for reading in [here, *common]))


@cache
def price(heard: Readings, meant: Readings) -> float:
    """What it costs to believe that `meant` was said where `heard` was written; infinite if they are not alike."""
    return min(_price(one, other) for one, other in product(heard, meant))


def _price(heard: Sound, meant: Sound) -> float:
    if not (heard.syllable and meant.syllable):
        return inf
    if heard.syllable == meant.syllable:
        return SAME if heard.tone == meant.tone else OTHER_TONE
    (initial, final), (other_initial, other_final) = _parts(heard.syllable), _parts(meant.syllable)
    if _alike(initial, other_initial, NEAR_INITIALS) and _alike(final, other_final, NEAR_FINALS):
        return NEAR
    return ROUGH if initial == other_initial or final == other_final else inf


def _alike(one: str, other: str, near: list[set[str]]) -> bool:
    return one == other or {one, other} in near


@cache
def _parts(syllable: str) -> tuple[str, str]:
    initial = next((start for start in INITIALS if syllable.startswith(start)), "")
    return initial, syllable[len(initial) :]


def is_either(one: str, other: str) -> bool:
    return any(one in letters and other in letters for letters in EITHER)
