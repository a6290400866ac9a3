"""An Excel file as one lesson: each sheet a table."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from college.courses.documents.outlines import Outline, Table
from college.courses.documents.packages import Package
from college.courses.documents.tables import MOST_COLUMNS, MOST_ROWS, even, too_large

MOST_SHEETS = 30
NO_RESULT = re.compile(rb"</(?:\w+:)?f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</(?:\w+:)?c>")


def read(package: Package, title: str) -> Outline:
    book = load_workbook(package.file, read_only=True, data_only=True, keep_links=False)
    outline = Outline(title)
    outline.begin(title)
    for number, sheet in enumerate(book.worksheets):
        place = _("工作表“%(name)s”") % {"name": sheet.title}
        if number >= MOST_SHEETS:
            outline.leave_out(place, _("一个文件最多取 %(most)s 张工作表，这一张没有取。") % {"most": MOST_SHEETS})
        elif sheet.sheet_state != "visible":
            outline.leave_out(place, _("这张工作表是隐藏的，没有取。"))
        else:
            _take(outline, sheet, place)
    if any(name.startswith(("xl/media/", "xl/charts/")) for name in package.parts.namelist()):
        outline.leave_out("", _("Excel 里的图片和图表没有取。请另存为图片以后自己加上。"))
    return outline


def _take(outline: Outline, sheet: Any, place: str) -> None:
    sheet.reset_dimensions()  # what the file says of its own size may be anything
    found = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1, values_only=True)
    rows = [[_text(value) for value in row] for row in found]
    if any(row[MOST_COLUMNS:] and row[MOST_COLUMNS] for row in rows) or any(map(any, rows[MOST_ROWS:])):
        outline.leave_out(place, too_large())
    with sheet._get_source() as source:
        if NO_RESULT.search(source.read()):
            outline.leave_out(place, _("有公式还没有算出结果，那些格是空的。请用 Excel 打开，保存一次再选。"))
    if kept := even(rows):
        outline.head(sheet.title, place)
        outline.add(Table(kept, all(kept[0]) and len(kept) > 1))
    else:
        outline.leave_out(place, _("这张工作表是空的。"))


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return _("是") if value else _("否")
        case float():
            return f"{value:.15g}"  # Excel keeps 15 digits
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
    return "\n".join(_lines(str(value)))


def _lines(text: str) -> Iterator[str]:
    yield from filter(None, map(str.strip, text.splitlines()))
