"""The serif that papers are printed in, cut from Noto Serif SC so that little of it is enough for a page.

A PDF brings the outlines of the characters on it, three quarters of a certificate's bytes. Without hints, which are for
screens of few pixels, and drawn on a grid of 400 units to the em instead of 1,000 (a unit of the largest title is
0.04 mm, a dot at 600 to the inch), they take a third less. Kept are the characters of GB 2312, those that are common in
names, Latin and signs; for any other the whole font stands behind this one. Noto's name is not ours to give: what is
cut from it bears another.
"""

from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

from college.hanzi import gb2312
from vendoring.places import FONTS

SOURCE = Path(pylopdf_fonts_zh_cn.__file__).with_name("NotoSerifSC-Regular.otf")
FAMILY = "Mingliang Serif"
POSTSCRIPT = "MingliangSerif-Regular"
UNITS = 400
IN_NAMES = "喆堃玥珺祎翀昇䶮昉玘琇璟赟旻晞曈旸晅玙珮瑄瑀锜锳垚犇骉燚燊灝淏湉濛沄沺濬翾翙暐祐禛禔竑婳媖妘姵嫄嬿芃荺"
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
        glyphs[name].draw(pen)
        outlines[name] = pen.getCharString()
    builder = FontBuilder(font=font)
    builder.setupCFF(POSTSCRIPT, {"FamilyName": FAMILY}, outlines, {"nominalWidthX": UNITS})
