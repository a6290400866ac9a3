"""Excel files: what a person downloads and what they send back filled in."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.child import INVALID_TITLE_REGEX

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows` hold text, numbers, dates (naive or aware; aware ones are shown in local time) or None."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]
    widths: Sequence[int] = ()
    """Of the columns, in characters; 16 where there is none."""


def write(sheets: Iterable[Sheet]) -> bytes:
    """The .xlsx. Text is text, whatever it begins with: nothing a person typed is ever run as a formula."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(_title(sheet.title))
        page.freeze_panes = "A2"
        for number in range(len(sheet.headings)):
            width = sheet.widths[number] if number < len(sheet.widths) else 16
            page.column_dimensions[get_column_letter(number + 1)].width = width
        page.append([_heading(page, text) for text in sheet.headings])
        for row in sheet.rows:
            page.append([_cell(page, value) for value in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _title(title: str) -> str:
    """What Excel takes as the name of a sheet."""
    return INVALID_TITLE_REGEX.sub(" ", title)[:31]


def _heading(page: Any, text: str) -> WriteOnlyCell:
    cell = _cell(page, text)
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(page: Any, value: Any) -> WriteOnlyCell:
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.make_naive(value)
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell = WriteOnlyCell(page, value)
    if isinstance(value, str):
        cell.data_type = "s"
    return cell
