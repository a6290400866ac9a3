"""Chinese text on a drawing, in the fonts that also set the college's certificates."""

from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
from PIL import ImageFont

FONTS = Path(pylopdf_fonts_zh_cn.__file__).parent
# A line never starts with one of these, and never ends with the opening ones.
CLOSING = "，。、；：！？）》”…"
OPENING = "（《“"


@cache
def serif(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / "NotoSerifSC-Regular.otf", size)


@cache
def sans(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / "NotoSansSC-Regular.otf", size)


def lines_of(text: str, width: int) -> list[str]:
    """The text in lines of about the same length, at most `width` characters, broken after punctuation if possible."""
    count = -(-len(text) // width)
    if count <= 1:
        return [text]
    ideal = len(text) / count
    at = min(range(1, len(text)), key=lambda i: _cost(text, i, ideal, width))
    return [text[:at], *lines_of(text[at:], width)]


def _cost(text: str, at: int, ideal: float, width: int) -> float:
    if at > width or text[at] in CLOSING or text[at - 1] in OPENING:
        return 1000 + at
    return abs(at - ideal) - (4 if text[at - 1] in CLOSING else 0)
