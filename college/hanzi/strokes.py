"""How a character is written: the outline and the middle line of each stroke, in order.

`data/strokes.pack` holds them for all of GB 2312 (see `vendoring.strokes`, which writes it): a digest of what follows
in 8 hexadecimal digits, where each character's data begin and the last ones end (little-endian, 4 bytes each), then
the data, each JSON compressed with gzip. A request is answered with the compressed bytes as they lie.
"""

import gzip
import json
import mmap
import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypedDict

from django.urls import reverse

from college.hanzi import gb2312

FILE = Path(__file__).parent / "data" / "strokes.pack"
DIGEST_LENGTH = 8


class Strokes(TypedDict, total=False):
    """In a square of 1024 units whose upper edge is at 900 and lower edge at -124, y upwards.

    `strokes`: an SVG path each, the stroke's outline. `medians`: for each the points [x, y] of its middle line, as the
    brush goes. `radStrokes`: which strokes, from 0, belong to the radical; not known for every character.
    """

    strokes: list[str]
    medians: list[list[list[int]]]
    radStrokes: list[int]


@dataclass(frozen=True)
class Pack:
    version: str
    starts: tuple[int, ...]
    content: mmap.mmap


@cache
def _pack() -> Pack:
    with FILE.open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    starts = struct.unpack_from(f"<{len(gb2312.characters()) + 1}I", content, DIGEST_LENGTH)
    return Pack(content[:DIGEST_LENGTH].decode(), starts, content)


def version() -> str:
    """It stands in the addresses, so that they may be kept for ever."""
    return _pack().version


def compressed(char: str) -> bytes | None:
    """The JSON of `of`, compressed with gzip; None if the character is not one of GB 2312."""
    place = gb2312.number(char)
    if place is None:
        return None
    pack = _pack()
    return pack.content[pack.starts[place] : pack.starts[place + 1]]


def of(char: str) -> Strokes | None:
    data = compressed(char)
    return None if data is None else json.loads(gzip.decompress(data))


def url(char: str) -> str:
    """Where browsers fetch the data of a character. Raises ValueError for what has none."""
    if gb2312.number(char) is None:
        raise ValueError(f"No strokes are known for {char!r}")
    return reverse("hanzi:strokes", args=[version(), char])
