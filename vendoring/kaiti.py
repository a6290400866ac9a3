"""The kaiti that characters are taught in, cut into web fonts of a few characters each.

The package's own slices hold up to 190 characters (60 KB): a lesson of eight characters would fetch 300 KB. Slices of
16 cost 6 KB each. Common characters and others have a style sheet each, so that most pages do without the second.
LXGW WenKai's name is reserved: what is cut from it bears another.
"""

import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from college.hanzi import gb2312
from vendoring.places import STATIC

FOLDER = STATIC / "lxgw-wenkai"
SOURCE = "lxgwwenkaigbscreen.css"
FACE = re.compile(r"url\('(?P<file>[^']+)'\).*?unicode-range: (?P<range>[^}]+?)\s*}", re.DOTALL)
FAMILY = "Mingliang Kaiti"
AT_ONCE = 16
COPYRIGHT, FAMILY_NAME, UNIQUE, FULL_NAME, POSTSCRIPT = 0, 1, 3, 4, 6
OPTIONS = subset.Options(
    flavor="woff2", hinting=False, layout_features=[], name_IDs=[COPYRIGHT, FAMILY_NAME, UNIQUE, FULL_NAME, POSTSCRIPT]
)


@dataclass(frozen=True)
class Slice:
    source: Path
    chars: str


def slice_up(package: Path) -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    faces = [*_faces(package)]
    _write("kaiti", _slices(faces, common=True))
    _write("kaiti-rare", _slices(faces, common=False))
    copyright_ = TTFont(faces[0].source)["name"].getDebugName(COPYRIGHT)
    licence = (package / "OFL.txt").read_text()
    (FOLDER / "OFL.txt").write_text(f"{copyright_}\nwith Reserved Font Name 'LXGW' and '霞鹜'.\n\n{licence}")


def _faces(package: Path) -> Iterator[Slice]:
    """The package's own slices."""
    for face in FACE.finditer((package / SOURCE).read_text()):
        yield Slice(package / face["file"], "".join(_characters(face["range"])))


def _characters(ranges: str) -> Iterator[str]:
    for part in ranges.replace("U+", "").replace(" ", "").split(","):
        first, _, last = part.partition("-")
        yield from (chr(code) for code in range(int(first, 16), int(last or first, 16) + 1))


def _slices(faces: list[Slice], *, common: bool) -> Iterator[Slice]:
    for face in faces:
        known = [char for char in face.chars if gb2312.number(char) is not None]
        chars = sorted(char for char in known if gb2312.is_common(char) == common)
        for start in range(0, len(chars), AT_ONCE):
            yield Slice(face.source, "".join(chars[start : start + AT_ONCE]))


def _write(name: str, slices: Iterator[Slice]) -> None:
    rules = [f"/* {FAMILY}, cut from LXGW WenKai GB Screen; licence in OFL.txt. Written by `make vendor`. */"]
    for number, piece in enumerate(slices):
        file = f"{name}-{number:03}.woff2"
        (FOLDER / file).write_bytes(_cut(piece))
        codes = ",".join(f"U+{ord(char):X}" for char in piece.chars)
        rules.append(f'@font-face{{font-family:"{FAMILY}";src:url("{file}");font-display:swap;unicode-range:{codes}}}')
    (FOLDER / f"{name}.css").write_text("\n".join(rules) + "\n")


def _cut(piece: Slice) -> bytes:
    font = TTFont(piece.source)
    subsetter = subset.Subsetter(OPTIONS)
    subsetter.populate(unicodes=[ord(char) for char in piece.chars])
    subsetter.subset(font)
    names = font["name"]
    for record in names.names:
        if record.nameID != COPYRIGHT:
            names.setName(FAMILY, record.nameID, record.platformID, record.platEncID, record.langID)
    # A PostScript name has no spaces.
    names.setName(FAMILY.replace(" ", ""), POSTSCRIPT, 3, 1, 0x409)
    font["head"].modified = font["head"].created  # the same every time
    font.recalcTimestamp = False
    font.flavor = "woff2"
    output = io.BytesIO()
    font.save(output)
    return output.getvalue()
