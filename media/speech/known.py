"""Text as a row of Chinese letters, each with its readings and its word; and what is known before anybody speaks."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import product

import rjieba

from media.speech.sounds import Readings, sounds
from media.speech.words import CHINESE

BREAK = "\n"
LETTER = re.compile(rf"[{CHINESE}]")
STOPS = "。！？!?…\n"
WITHIN = "，、；：“”‘’《》〈〉（）·—,;:\"'() \u3000"


class Written:
    """Letters without punctuation; whatever else stands between them, such as figures, breaks the row.

    `places` are their places in the text, `words` the row's [start, end) of the word that each belongs to.
    """

    def __init__(self, text: str, *, passing: str = WITHIN + STOPS) -> None:
        letters: list[str] = []
        self.places: list[int] = []
        self.words: list[tuple[int, int]] = []
        place = 0
        for word in rjieba.cut(text):
            first = len(letters)
            for character in word:
                is_letter = LETTER.match(character) is not None
                if is_letter or (character not in passing and letters[-1:] != [BREAK]):
                    letters.append(character if is_letter else BREAK)
                    self.places.append(place)
                place += 1
            self.words += [(first, len(letters))] * (len(letters) - first)
        self.letters = "".join(letters)

    @cached_property
    def sounds(self) -> list[Readings]:
        return sounds(self.letters)

    def pairs(self) -> Iterator[tuple[int, tuple[str, str]]]:
        """The syllables of every two neighbours, in all their readings."""
        for at in range(len(self.letters) - 1):
            for one, other in product(self.sounds[at], self.sounds[at + 1]):
                if one.syllable and other.syllable:
                    yield at, (one.syllable, other.syllable)


class Known(Written):
    """What a video's lesson says, its own terms, and those that any video may contain; breaks part them."""

    def __init__(self, lesson: str, own: Sequence[str] = (), everywhere: Sequence[str] = ()) -> None:
        super().__init__("\n".join(["", lesson, *own, *everywhere, ""]), passing=WITHIN)
        self.lesson = Written(f"\n{lesson}\n", passing=WITHIN).letters
        self.expected = Written("\n".join(["", lesson, *own, ""]), passing=WITHIN).letters

    @cached_property
    def by_sound(self) -> dict[tuple[str, str], list[int]]:
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, pair in self.pairs():
            if found[pair][-1:] != [at]:
                found[pair].append(at)
        return found

    @cached_property
    def threes(self) -> set[str]:
        return {self.letters[at : at + 3] for at in range(len(self.letters) - 2)}

    def is_term(self, at: int) -> bool:
        return at >= len(self.lesson)

    def is_elsewhere(self, at: int) -> bool:
        """A term that nobody expects in this video in particular."""
        return at >= len(self.expected)
