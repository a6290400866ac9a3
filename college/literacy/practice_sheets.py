"""A practice sheet for paper: each character with its stroke order, rows to trace and rows to write, in 田字格.

The model is drawn from the strokes that `college.hanzi` keeps, not from a font; a character without known strokes is
set in type. `typst/sheet.typ` only lays out.
"""

from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from college.courses.characters import suggested
from college.hanzi import strokes
from college.typesetting import FAMILIES, legible, pdf, png, written

TEMPLATE = Path(__file__).parent / "typst" / "sheet.typ"
INK, PALE, CINNABAR = "#1F1B16", "#C4BCB0", "#A8321F"
# The strokes' square with a margin, in its own units.
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-70 -70 1164 1164">'
    '<g transform="translate(0 900) scale(1 -1)">{}</g></svg>'
)


def practice_sheet(text: str, *, title: str) -> bytes:
    """As PDF, A4; three characters a page."""
    return pdf(TEMPLATE, *_sheet(text, title), made_at=timezone.now())


def picture_of(text: str, *, title: str) -> bytes:
    """The first page as PNG."""
    return png(TEMPLATE, *_sheet(text, title), pixels_an_inch=96)


def _sheet(text: str, title: str) -> tuple[str, dict[str, bytes]]:
    """What is set, as JSON, and the drawings that it names."""
    files: dict[str, bytes] = {}
    rows = [_row(number, char, files) for number, char in enumerate(text)]
    words = {"name": _("姓名"), "date": _("日期"), "advice": _("慢慢写，写大一点，手抖也不要紧。")}
    content = {"title": title, "fonts": FAMILIES, "words": words, "rows": rows}
    return written(content), files


def _row(number: int, char: str, files: dict[str, bytes]) -> dict[str, Any]:
    """What is set of one character; its drawings are added to the files."""
    paths = (strokes.of(char) or {}).get("strokes", [])
    steps = [f"c{number}-{step}.svg" for step in range(len(paths))]
    for step, name in enumerate(steps):
        files[name] = _svg([*((path, INK) for path in paths[:step]), (paths[step], CINNABAR)])
    if paths:
        files[f"c{number}.svg"] = _svg([(path, INK) for path in paths])
        files[f"c{number}-pale.svg"] = _svg([(path, PALE) for path in paths])
    count = len(paths)
    return {
        "char": char if legible(char) == char else "",  # an empty square where no font has it
        "called": legible(char),
        "pinyin": suggested(char).pinyin,
        "strokes": ngettext("%(count)s 画", "%(count)s 画", count) % {"count": count} if count else "",
        "steps": steps,
        "model": f"c{number}.svg" if paths else "",
        "pale": f"c{number}-pale.svg" if paths else "",
        "alt": _("“%(char)s”的写法") % {"char": char},
    }


def _svg(filled: list[tuple[str, str]]) -> bytes:
    return SVG.format("".join(f'<path fill="{colour}" d="{path}"/>' for path, colour in filled)).encode()
