"""From the lines that were found on a photo to paragraphs, in the order in which they are read.

A photo is seldom quite straight: positions are measured along the lines and across them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, sin
from statistics import median

Point = tuple[float, float]

SAME_ROW = 0.5
"""Heights of a line by which the middles of two pieces of one row may differ."""
INDENT = 1.0
"""Heights of a line by which the first line of a paragraph stands in, at least."""
SHORT = 2.5
"""Heights of a line that the last line of a paragraph leaves free at its end, at least."""
GAP = 1.9
"""Times the usual distance of two rows that parts paragraphs."""


@dataclass(frozen=True)
class Piece:
    """A stretch of writing: its four corners in pixels, from the upper left, clockwise."""

    text: str
    corners: tuple[Point, Point, Point, Point]


@dataclass(frozen=True)
class Placed:
    """A piece or a row of them: pixels along the lines and across them."""

    text: str
    left: float
    right: float
    middle: float
    height: float


def paragraphs(pieces: Sequence[Piece]) -> list[str]:
    if not pieces:
        return []
    rows = _rows(_placed(pieces))
    margin, end = min(row.left for row in rows), max(row.right for row in rows)
    distance = median([below.middle - above.middle for above, below in pairwise(rows)] or [0])
    found = [rows[0].text]
    for above, row in pairwise(rows):
        begins = (
            row.left - margin > INDENT * row.height
            or end - above.right > SHORT * above.height
            or row.middle - above.middle > GAP * distance
        )
        if begins:
            found.append(row.text)
        else:
            found[-1] = _joined(found[-1], row.text)
    return found


def _placed(pieces: Sequence[Piece]) -> list[Placed]:
    angle = median(_angle(piece) for piece in pieces)
    return [_place(piece, angle) for piece in pieces]


def _angle(piece: Piece) -> float:
    (left, top), (right, bottom), *_rest = piece.corners
    return atan2(bottom - top, right - left)


def _place(piece: Piece, angle: float) -> Placed:
    along = [x * cos(angle) + y * sin(angle) for x, y in piece.corners]
    across = [y * cos(angle) - x * sin(angle) for x, y in piece.corners]
    middle, height = (max(across) + min(across)) / 2, max(across) - min(across)
    return Placed(piece.text, min(along), max(along), middle, height)


def _rows(pieces: list[Placed]) -> list[Placed]:
    """From top to bottom; what stands beside one another is joined."""
    rows: list[list[Placed]] = []
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        if rows and piece.middle - rows[-1][-1].middle < SAME_ROW * min(piece.height, rows[-1][-1].height):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_row(sorted(row, key=lambda piece: piece.left)) for row in rows]


def _row(pieces: list[Placed]) -> Placed:
    return Placed(
        text=" ".join(piece.text for piece in pieces),
        left=pieces[0].left,
        right=max(piece.right for piece in pieces),
        middle=median(piece.middle for piece in pieces),
        height=median(piece.height for piece in pieces),
    )


def _joined(above: str, below: str) -> str:
    """Chinese runs on; between two Latin words a space is missing."""
    is_latin = above[-1:].isascii() and above[-1:].isalnum() and below[:1].isascii() and below[:1].isalnum()
    return f"{above} {below}" if is_latin else above + below
