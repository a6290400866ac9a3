"""Finding a character: by itself, by its pinyin, or in the lists of the two levels."""

from dataclasses import dataclass
from functools import cache, cached_property
from unicodedata import normalize

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.http import urlencode

from college.hanzi import characters
from college.hanzi.characters import Character
from college.hanzi.pinyin import TONE_MARKS, without_tone

PAGE_SIZE = 96
COMMON, OTHER = "1", "2"


def find(query: str) -> list[Character]:
    """The characters in the question, or those that are read so; common ones first. `lv` and `lü` are the same."""
    written = [known for char in dict.fromkeys(query) if (known := characters.get(char))]
    return written or list(_read_as().get(_spelling(query), ()))


def _spelling(pinyin: str) -> str:
    """Tones stay where they are written: hàn finds 汉, and han finds all four tones."""
    spelt = pinyin.lower().replace("v", "ü").replace("u:", "ü")
    return normalize("NFC", spelt)


@cache
def _read_as() -> dict[str, list[Character]]:
    found: dict[str, list[Character]] = {}
    for level in (1, 2):
        for known in characters.of_level(level):
            for spelling in {spelt for reading in known.readings for spelt in (reading, without_tone(reading))}:
                found.setdefault(spelling, []).append(known)
    return found


@dataclass(frozen=True)
class Letter:
    """The first leaf on which a letter begins."""

    letter: str
    query: str


class Index:
    """One leaf of the list of a level: `?level=1&page=3`. What is not understood is the first."""

    def __init__(self, query: QueryDict) -> None:
        self.level = OTHER if query.get("level") == OTHER else COMMON
        self.leaf: Page[Character] = Paginator(characters.of_level(int(self.level)), PAGE_SIZE).get_page(
            query.get("page")
        )

    @property
    def first_query(self) -> str:
        return f"?level={self.level}"

    @cached_property
    def letters(self) -> list[Letter]:
        """Only common characters are in the order of their pinyin."""
        return _letters() if self.level == COMMON else []

    @staticmethod
    def place_of(known: Character) -> dict[str, int]:
        """The leaf on which a character stands."""
        return {"level": known.level, "page": characters.place_in_level(known) // PAGE_SIZE + 1}


@cache
def _letters() -> list[Letter]:
    first: dict[str, Character] = {}
    for known in characters.of_level(1):
        first.setdefault(_initial(known), known)
    return [Letter(letter, f"?{urlencode(Index.place_of(first[letter]))}") for letter in sorted(first)]


def _initial(known: Character) -> str:
    return next(char for char in normalize("NFD", known.readings[0]) if char not in TONE_MARKS).upper()
