"""Fonts for what the usual ones lack: rare Chinese characters, and the scripts of other peoples of China.

`make vendor-fonts` takes them from Debian's packages. Of each is kept only what no font before it has, without hints;
for Chinese, without variants and vertical forms as well. All get a name of ours, for several of theirs are reserved.
Written are `college/fonts/*.ttf.xz`, and `fonts.json`, which says what is in each, so that none is opened for a text
that needs none.
"""

import io
import json
import lzma
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from unicodedata import category, name

import pylopdf_fonts_zh_cn
from fontTools import subset
from fontTools.ttLib import TTFont

from vendoring.places import FONTS

USUAL = Path(pylopdf_fonts_zh_cn.__file__).parent
COPYRIGHT, FAMILY, STYLE, UNIQUE, FULL_NAME, VERSION, POSTSCRIPT, LICENCE, LICENCE_ADDRESS = 0, 1, 2, 3, 4, 5, 6, 13, 14
OURS = (FAMILY, UNIQUE, FULL_NAME, POSTSCRIPT)
"""The names that are written anew."""


@dataclass(frozen=True)
class Source:
    name: str
    file: str
    """Below `usr/share/fonts/truetype`."""
    scripts: tuple[str, ...] = ()
    """How the names of its characters begin in Unicode."""
    blocks: tuple[range, ...] = ()
    """Of Chinese characters, instead: Python's table of names may be older than fonts."""


def _blocks(*ends: tuple[int, int]) -> tuple[range, ...]:
    return tuple(range(first, last + 1) for first, last in ends)


HAN = "babelstone/BabelStoneHan.ttf"
RARE = _blocks((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F), (0x30000, 0x323AF))
EXTENSION_B, EXTENSIONS_C_TO_F = _blocks((0x20000, 0x2A6DF)), _blocks((0x2A700, 0x2EBE0))
SOURCES = (
    # In three, for nearly every name that needs one of them needs one alone.
    Source("RareHan", HAN, blocks=RARE),
    Source("HanB", HAN, blocks=EXTENSION_B),
    Source("HanCF", HAN, blocks=EXTENSIONS_C_TO_F),
    Source("Letters", "noto/NotoSerif-Regular.ttf", ("LATIN", "CYRILLIC", "COMBINING", "MODIFIER LETTER")),
    Source("Arabic", "noto/NotoNaskhArabic-Regular.ttf", ("ARABIC",)),
    Source("Tibetan", "noto/NotoSerifTibetan-Regular.ttf", ("TIBETAN",)),
    Source("Mongolian", "noto/NotoSansMongolian-Regular.ttf", ("MONGOLIAN", "NARROW NO-BREAK SPACE")),
    Source("Yi", "noto/NotoSansYi-Regular.ttf", ("YI",)),
    Source("Dai", "noto/NotoSansTaiLe-Regular.ttf", ("TAI LE",)),
    Source("NewDai", "noto/NotoSansNewTaiLue-Regular.ttf", ("NEW TAI LUE",)),
    Source("Lisu", "noto/NotoSansLisu-Regular.ttf", ("LISU",)),
    Source("Miao", "noto/NotoSansMiao-Regular.ttf", ("MIAO",)),
    Source("Korean", "nanum/NanumMyeongjo.ttf", ("HANGUL SYLLABLE", "HANGUL LETTER")),
)


def make(packages: Path) -> None:
    had = {character for path in USUAL.glob("*.otf") for character in TTFont(path, lazy=True).getBestCmap()}
    made = {}
    for source in SOURCES:
        path = packages / "usr/share/fonts/truetype" / source.file
        kept = {code for code in TTFont(path, lazy=True).getBestCmap() if _is_of(source, code)} - had
        had |= kept
        font = _cut(path, kept, source)
        (FONTS / f"{source.name}.ttf.xz").write_bytes(lzma.compress(font, preset=6 | lzma.PRESET_EXTREME))
        made[source.name] = {"sha256": sha256(font).hexdigest(), "characters": " ".join(_ranges(kept))}
    (FONTS / "fonts.json").write_text(json.dumps(made, indent=1) + "\n")


def _is_of(source: Source, code: int) -> bool:
    if source.blocks:
        return any(code in block for block in source.blocks)
    return category(chr(code)) != "Zs" and name(chr(code), "").startswith(source.scripts)


def _ranges(codes: Iterable[int]) -> Iterator[str]:
    """In hexadecimal: 20003-20006, or 20010 alone."""
    first = last = -1
    for code in [*sorted(codes), sys.maxunicode + 2]:
        if code == last + 1:
            last = code
            continue
        if first >= 0:
            yield f"{first:X}" if first == last else f"{first:X}-{last:X}"
        first = last = code


def _cut(path: Path, kept: set[int], source: Source) -> bytes:
    options = subset.Options(
        hinting=False,
        layout_features=[] if source.blocks else ["*"],
        name_IDs=[COPYRIGHT, FAMILY, STYLE, UNIQUE, FULL_NAME, VERSION, POSTSCRIPT, LICENCE, LICENCE_ADDRESS],
        glyph_names=False,
        drop_tables=["DSIG", "FFTM", "PfEd", "TeX", "hdmx", "LTSH", "VDMX", "meta", "vhea", "vmtx"],
    )
    font = TTFont(path, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)
    names = font["name"]
    for record in names.names:
        if record.nameID in OURS:
            ours = f"Mingliang {source.name}" if record.nameID != POSTSCRIPT else f"Mingliang{source.name}"
            names.setName(ours, record.nameID, record.platformID, record.platEncID, record.langID)
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
