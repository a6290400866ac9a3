"""The certificate as a PDF: A4 landscape, PDF/A-2a and PDF/UA-1, its fonts inside.

Typst draws it. What is printed reaches the template only as data (`sys.inputs`), never as template text, so that
nothing in a name is ever run.
"""

import io
import json
import logging
from datetime import datetime
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import segno
import typst

from college.certificates.content import Content, chinese_date

logger = logging.getLogger(__name__)

TEMPLATE = Path(__file__).parent / "typst" / "certificate.typ"
STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]


@cache
def _fonts() -> typst.Fonts:
    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


def draw(content: Content, *, serial: str, verify_url: str, issued_at: datetime) -> bytes:
    """The PDF of a certificate. A character that no font of ours has is left out of PDF/A, never out of the name."""
    data = _inputs(content, serial, verify_url)
    try:
        return _compile(data, issued_at, STANDARDS)
    except typst.TypstError:
        # Both standards forbid a character without a glyph; a plain PDF shows its box and keeps it in the text.
        # Typst's own words can quote the holder's name, so they stay out of the log.
        logger.warning("Certificate %s is not PDF/A: a character has no glyph", serial)
        return _compile(data, issued_at, [])


def _inputs(content: Content, serial: str, verify_url: str) -> dict[str, str]:
    dates = {name: chinese_date(getattr(content, name)) for name in ("learned_from", "learned_until", "issued_on")}
    shown = content.as_json() | dates | {"serial": serial, "verify_url": verify_url}
    return {"content": json.dumps(shown, ensure_ascii=False), "qr": _qr(verify_url)}


def _qr(text: str) -> str:
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="svg", border=0, dark="#1F1B16", xmldecl=False)
    return picture.getvalue().decode()


def _compile(data: dict[str, str], issued_at: datetime, standards: "list[typst.PDFStandard]") -> bytes:
    return typst.compile(
        TEMPLATE,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=data,
        pdf_standards=standards,
        timestamp=int(issued_at.timestamp()),
    )
