"""The certificate as a PDF: A4 landscape."""

from datetime import datetime
from pathlib import Path

from college.certificates.content import Content, chinese_date
from college.typesetting import typeset

TEMPLATE = Path(__file__).parent / "typst" / "certificate.typ"


def draw(content: Content, *, serial: str, verify_url: str, issued_at: datetime) -> bytes:
    """The PDF of a certificate. A character that no font of ours has is left out of PDF/A, never out of the name."""
    dates = {
        name: chinese_date(day) if (day := getattr(content, name)) else ""
        for name in ("learned_from", "learned_until", "issued_on")
    }
    shown = content.as_json() | dates | {"course": content.course, "serial": serial, "verify_url": verify_url}
    return typeset(TEMPLATE, shown, url=verify_url, made_at=issued_at, name=f"Certificate {serial}")
