"""The files that a person downloads."""

import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.worksheet.datavalidation import DataValidation

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT = "@"  # Excel's format of a cell that holds text


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows` hold text, numbers, dates (naive or aware; aware ones are shown in local time) or None."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]
    widths: Sequence[int] = ()
    """Of the columns, in characters; 16 where there is none."""
    typed: Collection[int] = ()
    """The places of columns in which Excel is to keep what is typed as text: a telephone number is no quantity."""
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """By the place of a column, what Excel offers to choose from there."""


ROWS_WITH_CHOICES = 5000


def write(sheets: Iterable[Sheet]) -> bytes:
    """The .xlsx. Text is text, whatever it begins with: nothing a person typed is ever run as a formula."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(_title(sheet.title))
        page.freeze_panes = "A2"
        for number in range(len(sheet.headings)):
            column = page.column_dimensions[get_column_letter(number + 1)]
            column.width = sheet.widths[number] if number < len(sheet.widths) else 16
            if number in sheet.typed:
                column.number_format = TEXT
        page.append([_heading(page, text) for text in sheet.headings])
        for row in sheet.rows:
            page.append([_cell(page, value, number in sheet.typed) for number, value in enumerate(row)])
        _offer(book, page, {place: choices for place, choices in sheet.choices.items() if choices})
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _offer(book: Workbook, page: Any, choices: Mapping[int, Sequence[str]]) -> None:
    """The choices stand on a sheet of their own, out of sight: within a cell's rule there is room for few."""
    if not choices:
        return
    aside = book.create_sheet(_title(f"{_('选项')} {page.title}"))
    aside.sheet_state = "hidden"
    for row in zip_longest(*choices.values()):
        aside.append([_cell(aside, text) for text in row])
    for number, (place, texts) in enumerate(choices.items(), start=1):
        letter, column = get_column_letter(number), get_column_letter(place + 1)
        rule = DataValidation("list", f"'{aside.title}'!${letter}$1:${letter}${len(texts)}", allow_blank=True)
        rule.showErrorMessage, rule.error = True, _("请从列出的里面选一个。")
        rule.add(f"{column}2:{column}{ROWS_WITH_CHOICES}")
        page.data_validations.append(rule)


def _title(title: str) -> str:
    """What Excel takes as the name of a sheet."""
    return INVALID_TITLE_REGEX.sub(" ", title)[:31]


def _heading(page: Any, text: str) -> WriteOnlyCell:
    cell = _cell(page, text)
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(page: Any, value: Any, typed: bool = False) -> WriteOnlyCell:
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.make_naive(value)
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell = WriteOnlyCell(page, value)
    if isinstance(value, str):
        cell.data_type = "s"
    if typed:
        cell.number_format = TEXT
    return cell
