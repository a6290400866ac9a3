"""The serif that papers are printed in, cut from Noto Serif SC so that little of it is enough for a page.

A PDF brings the outlines of the characters on it, most of a certificate's bytes. Without hints, which are for screens
of few pixels, on a grid of 256 units to the em instead of 1,000 (a unit of the largest title is 0.06 mm), with curves
plainer by less than the eye sees, they take nearly half less. Kept are the characters of GB 2312, those that are common
in names, Latin and signs; for any other the whole font stands behind this one. Noto's name is not ours to give: what is
cut from it bears another.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

from college.hanzi import gb2312
from vendoring.places import FONTS

SOURCE = Path(pylopdf_fonts_zh_cn.__file__).with_name("NotoSerifSC-Regular.otf")
FAMILY = "Mingliang Serif"
POSTSCRIPT = "MingliangSerif-Regular"
UNITS = 256
COARSE = 3
"""What pulls a curve lies so many units, or twice so many, from its end, across and up."""
STRAIGHT = 0.5
"""Units that a curve may bend and be drawn as a line."""
IN_NAMES = "喆堃玥珺祎翀昇䶮昉玘琇璟赟旻晞曈旸晅玙珮瑄瑀锜锳垚犇骉燚燊灝淏湉濛沄沺濬翾翙暐祐禛禔竑婳媖妘姵嫄嬿芃荺"
Point = tuple[float, ...]
Step = tuple[str, tuple[Point, ...]]
SIGNS = (range(0x250), range(0x2000, 0x2E80), range(0x3000, 0x3040), range(0xFF00, 0xFFF0))
OPTIONS = subset.Options(
    hinting=False,
    desubroutinize=True,
    layout_features=["ccmp", "kern", "locl", "mark"],
    name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
    drop_tables=["BASE", "DSIG", "VORG", "vhea", "vmtx"],
)


def cut() -> None:
    font = TTFont(SOURCE, recalcTimestamp=False)
    subsetter = subset.Subsetter(OPTIONS)
    subsetter.populate(unicodes=_characters(font.getBestCmap()))
    subsetter.subset(font)
    scale_upem(font, UNITS)
    _rename(font)
    _join(font)
    font.save(FONTS / f"{POSTSCRIPT}.otf")


def _characters(known: Any) -> set[int]:
    signs = {code for code in known if any(code in block for block in SIGNS)}
    return signs | {ord(char) for char in gb2312.characters() + IN_NAMES}


def _rename(font: TTFont) -> None:
    names = font["name"]
    for number, name in {1: FAMILY, 3: f"{FAMILY} Regular", 4: f"{FAMILY} Regular", 6: POSTSCRIPT}.items():
        names.setName(name, number, 3, 1, 0x409)


def _join(font: TTFont) -> None:
    """One dictionary for all outlines, instead of one for each kind of character that every page would bring."""
    glyphs, advances = font.getGlyphSet(), font["hmtx"].metrics
    outlines = {}
    for name in font.getGlyphOrder():
        pen = T2CharStringPen(advances[name][0] - UNITS, glyphs)
        plain = RecordingPen()
        glyphs[name].draw(plain)
        for step, points in _plainer(plain.value):
            getattr(pen, step)(*points)
        outlines[name] = pen.getCharString()
    builder = FontBuilder(font=font)
    builder.setupCFF(POSTSCRIPT, {"FamilyName": FAMILY}, outlines, {"nominalWidthX": UNITS})


def _plainer(steps: Iterable[Step]) -> Iterator[Step]:
    """The same outline: a curve that hardly bends is a line, and what pulls another lies a few units from its end."""
    at: Point = (0, 0)
    for step, points in steps:
        if step == "curveTo":
            pulls, end = points[:2], points[2]
            if max(_distance(pull, at, end) for pull in pulls) <= STRAIGHT:
                step, points = "lineTo", (end,)
            else:
                points = (_coarse(pulls[0], at), _coarse(pulls[1], end), end)
        if step != "lineTo" or points[0] != at:
            yield step, points
        at = points[-1] if points else at


def _coarse(pull: Point, end: Point) -> Point:
    return tuple(near + COARSE * round((far - near) / COARSE) for far, near in zip(pull, end, strict=True))


def _distance(point: Point, one: Point, other: Point) -> float:
    """From the line through two points."""
    along = complex(*other) - complex(*one)
    off = complex(*point) - complex(*one)
    return abs((off * along.conjugate()).imag) / abs(along) if along else abs(off)
