"""Papers as PDF: tagged and archivable (PDF/A-2a, PDF/UA-1), their fonts inside.

Typst draws them. What is printed reaches a template only as data (`sys.inputs`), never as template text, so that
nothing in a name is ever run.
"""

import io
import json
import logging
import unicodedata
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst
from fontTools.ttLib import TTFont
from PIL import Image

from college import fonts, qr
from college.pdf_packing import packed

logger = logging.getLogger(__name__)

STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
FONTS = (Path(__file__).parent / "fonts", Path(pylopdf_fonts_zh_cn.__file__).parent)
FAMILIES = ["Mingliang Serif", "Noto Serif SC", "Noto Sans SC"]
"""What a template of a paper asks for, in this order: each later one is for characters that those before lack.

What all lack is taken from whichever of `college.fonts` has it.
"""


def typeset(template: Path, content: Mapping[str, Any], *, made_at: datetime, name: str, url: str = "") -> bytes:
    """The PDF. The template finds the content as JSON in `content`, and `url`, if there is one, as a QR code in `qr`.

    The same content made at the same time is the same file. `name` is what the log calls it: typst's own words can
    quote a person's name, so they stay out of the log.
    """
    inputs = {"content": written(content)} | ({"qr": code_of(url).decode()} if url else {})
    try:
        return _compile(template, inputs, made_at, STANDARDS)
    except typst.TypstError:
        # Both standards forbid a character without a glyph; a plain PDF shows its box and keeps it in the text.
        logger.warning("%s is not PDF/A: a character has no glyph", name)
        return _compile(template, inputs, made_at, [])


def pdf(template: Path, sheet: str, files: Mapping[str, bytes], *, made_at: datetime) -> bytes:
    """The same for a template that reads what is `written` as `sheet.json`, and these files beside it."""
    page = typst.compile(
        _beside(template, sheet, files),  # type: ignore[call-overload]
        font_paths=fonts_for(sheet),
        ignore_system_fonts=True,
        pdf_standards=STANDARDS,
        timestamp=int(made_at.timestamp()),
    )
    return packed(page)


def png(template: Path, sheet: str, files: Mapping[str, bytes], *, pixels_an_inch: float) -> bytes:
    """The one page as a picture of few colours: those of a printed page, in a tenth of the bytes."""
    drawn = typst.compile(
        _beside(template, sheet, files),  # type: ignore[call-overload]
        format="png",
        ppi=pixels_an_inch,
        font_paths=fonts_for(sheet),
        ignore_system_fonts=True,
    )
    small = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as page:
        page.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def _beside(template: Path, sheet: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {"main.typ": template.read_bytes(), "sheet.json": sheet.encode(), **files}


def _compile(template: Path, inputs: dict[str, str], made_at: datetime, standards: "list[typst.PDFStandard]") -> bytes:
    page = typst.compile(
        template,
        font_paths=fonts_for(inputs["content"]),
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=standards,
        timestamp=int(made_at.timestamp()),
    )
    return packed(page)


def written(content: Any) -> str:
    """As JSON, legible."""
    return legible(json.dumps(content, ensure_ascii=False))


def legible(text: str) -> str:
    """The text with what can be printed of it: a character that no font of ours has becomes its number, 〔U+F8FF〕.

    So a page never shows a box. Marks that choose a variant of a character, or join two, are left out.
    """
    lacking = _lacking(text)
    for name in fonts.needed(lacking):
        lacking -= fonts.characters_of(name)
    return text.translate({each: "" if _is_mark(chr(each)) else f"〔U+{each:04X}〕" for each in lacking})


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Cf", "Cc", "Mn"}


def fonts_for(text: str) -> typst.Fonts:
    """All that draw this text: nearly always the usual ones alone."""
    return _loaded(fonts.needed(_lacking(text)))


def _lacking(text: str) -> set[int]:
    """The characters that the usual fonts lack."""
    return set(map(ord, set(text))) - _usual()


@cache
def _usual() -> frozenset[int]:
    """What the usual fonts draw, and what is never drawn."""
    paths = (path for folder in FONTS for path in folder.glob("*.otf"))
    return frozenset(range(32)).union(*(TTFont(path, lazy=True).getBestCmap() for path in paths))


@lru_cache(maxsize=8)
def _loaded(names: frozenset[str]) -> typst.Fonts:
    """The usual fonts and these. One that is once used stays in memory, as long as this does."""
    folders = [*FONTS, *map(fonts.folder_of, sorted(names))]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[*map(str, folders)])


def code_of(text: str) -> bytes:
    """A QR code as SVG, of pixels: a third of the bytes that lines take in a PDF."""
    picture = qr.png(text, dot=8, is_clear=True)
    with Image.open(io.BytesIO(picture)) as dots:
        return as_svg("image/png", picture, *dots.size)


def as_svg(media_type: str, picture: bytes, width: int, height: int) -> bytes:
    """A picture as text, for the typesetter takes nothing else beside its template. `width` and `height` in pixels."""
    size = f'width="{width}" height="{height}"'
    data = f"data:{media_type};base64,{b64encode(picture).decode()}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image href="{data}" {size}/></svg>'.encode()
