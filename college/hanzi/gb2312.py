"""The 6,763 characters of GB 2312 in the standard's order.

Level 1 is the 3,755 common characters by their pinyin, level 2 the 3,008 others by their radical. The standard lays
characters out in rows of 94; the last row of level 1 leaves five places free.
"""

from functools import cache

COMMON = 3755
ROW = 94
FIRST_ROW, FIRST_CELL = 0xB0, 0xA1
FREE = 5


@cache
def characters() -> str:
    """All of them, in order: those before COMMON are level 1."""
    last_row = FIRST_ROW + (COMMON + FREE) // ROW - 1
    rows = range(FIRST_ROW, 0xF8)
    cells = range(FIRST_CELL, FIRST_CELL + ROW)
    codes = [bytes((row, cell)) for row in rows for cell in cells if row != last_row or cell < FIRST_CELL + ROW - FREE]
    return b"".join(codes).decode("gb2312")


def number(char: str) -> int | None:
    """Where the character stands in `characters()`, from 0; None if it is none of them."""
    try:
        code = char.encode("gb2312") if len(char) == 1 else b""
    except UnicodeEncodeError:
        return None
    if len(code) != 2 or code[0] < FIRST_ROW:
        return None
    place = (code[0] - FIRST_ROW) * ROW + code[1] - FIRST_CELL
    return place if place < COMMON else place - FREE


def is_common(char: str) -> bool:
    """Whether the character is one of level 1."""
    place = number(char)
    return place is not None and place < COMMON
