"""How far what was heard is from what was said."""

import re

from media.speech.text import simplified


def character_errors(heard: str, said: str) -> tuple[int, int]:
    """Characters to change, add or take away (Levenshtein), and how many were said.

    Both texts are simplified first; punctuation, spaces and capitals do not count.
    """
    written, read = _bare(heard), _bare(said)
    row = list(range(len(read) + 1))
    for number, character in enumerate(written, start=1):
        diagonal, row[0] = row[0], number
        for at, other in enumerate(read, start=1):
            diagonal, row[at] = row[at], min(diagonal + (character != other), row[at] + 1, row[at - 1] + 1)
    return row[-1], len(read)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", simplified(text)).lower()
