"""Papers as PDF: tagged and archivable (PDF/A-2a, PDF/UA-1), their fonts inside.

Typst draws them. What is printed reaches a template only as data (`sys.inputs`), never as template text, so that
nothing in a name is ever run.
"""

import io
import json
import logging
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import segno
import typst
from fontTools.ttLib import TTFont
from PIL import Image

from college.pdf_packing import packed

logger = logging.getLogger(__name__)

STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
FONTS = (Path(__file__).parent / "fonts", Path(pylopdf_fonts_zh_cn.__file__).parent)
FAMILIES = ["Mingliang Serif", "Noto Serif SC", "Noto Sans SC"]
"""What a template of a paper asks for, in this order: each later one is for characters that those before lack."""


def typeset(template: Path, content: Mapping[str, Any], *, made_at: datetime, name: str, url: str = "") -> bytes:
    """The PDF. The template finds the content as JSON in `content`, and `url`, if there is one, as a QR code in `qr`.

    The same content made at the same time is the same file. `name` is what the log calls it: typst's own words can
    quote a person's name, so they stay out of the log.
    """
    inputs = {"content": json.dumps(content, ensure_ascii=False)} | ({"qr": qr(url).decode()} if url else {})
    try:
        return _compile(template, inputs, made_at, STANDARDS)
    except typst.TypstError:
        # Both standards forbid a character without a glyph; a plain PDF shows its box and keeps it in the text.
        logger.warning("%s is not PDF/A: a character has no glyph", name)
        return _compile(template, inputs, made_at, [])


def pdf(template: Path, files: Mapping[str, bytes], *, made_at: datetime) -> bytes:
    """The same for a template that reads these files, which lie beside it while it is set."""
    written = typst.compile(
        {"main.typ": template.read_bytes(), **files},  # type: ignore[call-overload]
        font_paths=fonts(),
        ignore_system_fonts=True,
        pdf_standards=STANDARDS,
        timestamp=int(made_at.timestamp()),
    )
    return packed(written)


def png(template: Path, files: Mapping[str, bytes], *, pixels_an_inch: float) -> bytes:
    """The one page as a picture of few colours: those of a printed page, in a tenth of the bytes."""
    drawn = typst.compile(
        {"main.typ": template.read_bytes(), **files},  # type: ignore[call-overload]
        format="png",
        ppi=pixels_an_inch,
        font_paths=fonts(),
        ignore_system_fonts=True,
    )
    small = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as page:
        page.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def _compile(template: Path, inputs: dict[str, str], made_at: datetime, standards: "list[typst.PDFStandard]") -> bytes:
    written = typst.compile(
        template,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=standards,
        timestamp=int(made_at.timestamp()),
    )
    return packed(written)


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder) for folder in FONTS]
    )


def legible(text: str) -> str:
    """The text with what can be printed of it: a character that no font of ours has becomes its number, 〔U+31350〕.

    So a page never shows a box. Marks that choose a variant of a character, or join two, are left out.
    """
    lacking = {ord(character) for character in set(text)} - _characters() - set(range(32))
    return text.translate({each: "" if _is_mark(chr(each)) else f"〔U+{each:04X}〕" for each in lacking})


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Cf", "Cc", "Mn"}


@cache
def _characters() -> frozenset[int]:
    """All that our fonts can draw."""
    return frozenset().union(
        *(TTFont(path, lazy=True).getBestCmap() for folder in FONTS for path in folder.glob("*.otf"))
    )


def qr(text: str) -> bytes:
    """As SVG: one path of lines at whole numbers, which takes a PDF the least bytes."""
    code = segno.make(text, error="m", micro=False)
    side = code.symbol_size(border=0)[0]
    path = "".join(f"M{start} {y}H{end}" for y, row in enumerate(code.matrix) for start, end in _dark(row))
    size = f'width="{side}" height="{side}" viewBox="0 -.5 {side} {side}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}><path fill="none" stroke="#1F1B16" d="{path}"/></svg>'.encode()
    )


def _dark(row: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Where the dark stretches of a row start and end."""
    at = 0
    for is_dark, stretch in groupby(row):
        width = len(list(stretch))
        if is_dark:
            yield at, at + width
        at += width
