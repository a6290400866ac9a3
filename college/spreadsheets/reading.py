"""The files that a person sends back filled in."""

import re
import zipfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel

from college.zips import is_unpacked_by_pieces, lies_within

MOST_BYTES = 5 * 1024**2
# An .xlsx is a ZIP: what it unpacks to, and into how many files. A sheet of 5,000 rows by 40 columns is some 10 MB.
MOST_UNPACKED_BYTES = 60 * 1024**2
MOST_PARTS = 500
MOST_COLUMNS = 200
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # an .xls, or an .xlsx behind a password
NO_EXCEL = gettext_lazy("这不是 Excel 的 .xlsx 文件，或者已经损坏。请用 Excel 打开，另存为 .xlsx。")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*ref=\"([A-Z0-9:]{2,20})\"")
# Excel counts days: 2000-01-01 is 36526, and 2099-12-31 is 73050.
DAYS = range(36526, 73051)


class Unreadable(Exception):
    """Why nothing of a file can be taken, in one sentence."""


@dataclass(frozen=True)
class Row:
    """`number` as Excel counts; `cells` by the key of their column: text without the space around it, never empty."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Misfit:
    """What is wrong with one cell, or with a row as a whole where `column` is empty."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True)
class Table:
    """The filled rows below the headings, which columns there are at all, and the cells that hold no text."""

    rows: list[Row]
    keys: frozenset[str]
    misfits: list[Misfit]


def read(
    file: File,
    *,
    sheets: Collection[str],
    headings: Mapping[str, str],
    needed: Collection[str],
    most_rows: int,
    dates: Collection[str] = (),
) -> Table:
    """The sheet that is called one of `sheets`; `headings` are those it may have, each with the key of its column.

    `needed` and `dates` are keys. Numbers are read as Excel shows them in a cell of no format; what Excel holds as a
    date, as 2026-03-01 in a column of `dates`, and nowhere else. Raises Unreadable.
    """
    try:
        book = _opened(file)
        page = _sheet(book, sheets)
        page.reset_dimensions()  # what the file says of its own size may be anything
        with page._get_source() as source:
            if merged := MERGED.search(source.read()):
                words = _("“%(sheet)s”里有合并的单元格（%(cells)s），请先取消合并。")
                raise Unreadable(words % {"sheet": page.title, "cells": merged[1].decode()})
        numbered = enumerate(page.iter_rows(max_col=MOST_COLUMNS), start=1)
        said = _headings(next(numbered, (1, ()))[1], headings, needed)
        keys = {place: headings[text] for place, text in said.items()}
        return _table(numbered, said, keys, most_rows, Dates(dates, book.epoch))
    except Unreadable:
        raise
    except Exception as error:  # openpyxl fails in as many ways as a file can be wrong
        raise Unreadable(NO_EXCEL) from error


def _opened(file: File) -> Workbook:
    if (file.size or 0) > MOST_BYTES:
        words = _("文件有 %(size)s，超过了 %(most)s。请分成几个文件。")
        raise Unreadable(words % {"size": filesizeformat(file.size), "most": filesizeformat(MOST_BYTES)})
    file.seek(0)
    if file.read(4) == OLD_OR_LOCKED:
        raise Unreadable(_("这是旧的 .xls 文件，或者加了密码。请用 Excel 打开，去掉密码，另存为 .xlsx。"))
    if not zipfile.is_zipfile(file):
        raise Unreadable(NO_EXCEL)
    with zipfile.ZipFile(file) as parts:
        if not (is_unpacked_by_pieces(parts) and lies_within(parts)):
            raise Unreadable(NO_EXCEL)
        found = parts.infolist()
        # Nothing unpacks to more than is said here: zipfile reads no further.
        if len(found) > MOST_PARTS or sum(part.file_size for part in found) > MOST_UNPACKED_BYTES:
            raise Unreadable(_("这个文件展开以后太大，不能读。请只留要导入的那一张表，另存一个新文件。"))
        if any(part.filename.lower().endswith("vbaproject.bin") for part in found):
            raise Unreadable(_("这个文件带有宏。请用 Excel 打开，另存为不带宏的 .xlsx。"))
    file.seek(0)
    return load_workbook(file, read_only=True, keep_links=False)


def _sheet(book: Workbook, names: Collection[str]) -> Any:
    found = next((page for page in book.worksheets if page.title in names), None)
    if found is None:
        raise Unreadable(_("文件里没有叫“%(sheet)s”的工作表。") % {"sheet": next(iter(names))})
    return found


def _headings(row: Sequence[Any], known: Mapping[str, str], needed: Collection[str]) -> dict[int, str]:
    """By the place of the column."""
    said = {place: str(cell.value).strip() for place, cell in enumerate(row) if cell.value is not None}
    said = {place: heading for place, heading in said.items() if heading}
    unknown = [text for text in said.values() if text not in known]
    keys = [known[text] for text in said.values() if text in known]
    missing = [next(text for text in known if known[text] == key) for key in needed if key not in keys]
    for words, wrong in (
        (_("第一行里有不认识的列：%(headings)s。请照模板写，或删去这些列。"), unknown),
        (_("第一行里缺少这些列：%(headings)s。请照模板写。"), missing),
        (
            _("第一行里有重复的列：%(headings)s。"),
            [text for text in said.values() if keys.count(known.get(text, "")) > 1],
        ),
    ):
        if wrong:
            raise Unreadable(words % {"headings": _("、").join(dict.fromkeys(wrong[:5]))})
    return said


@dataclass(frozen=True)
class Dates:
    """The columns of a file that hold dates, and the day from which its Excel counts."""

    keys: Collection[str]
    epoch: datetime

    def taken(self, key: str, value: Any) -> Any:
        """Of a cell in such a column its day, if it holds one; else what it holds."""
        if key not in self.keys:
            return value
        if isinstance(value, int | float) and int(value) in DAYS:
            value = from_excel(int(value), self.epoch)
        if isinstance(value, datetime):
            value = value.date()
        return value.isoformat() if isinstance(value, date) else value


def _table(
    numbered: Iterable[tuple[int, Sequence[Any]]],
    headings: dict[int, str],
    keys: dict[int, str],
    most_rows: int,
    dates: Dates,
) -> Table:
    table = Table([], frozenset(keys.values()), [])
    for number, cells in numbered:
        filled = {
            place: cell for place, cell in enumerate(cells) if str("" if cell.value is None else cell.value).strip()
        }
        values = {place: dates.taken(keys.get(place, ""), cell.value) for place, cell in filled.items()}
        wrong = {
            place: reason for place, cell in filled.items() if (reason := _no_text(cell, values[place], place in keys))
        }
        table.misfits.extend(
            Misfit(number, headings.get(place, get_column_letter(place + 1)), reason) for place, reason in wrong.items()
        )
        if filled:
            texts = {keys[place]: _text(values[place]) for place in filled if place not in wrong}
            table.rows.append(Row(number, texts))
        if len(table.rows) > most_rows or number > 10 * most_rows:
            raise Unreadable(_("行太多了：一次最多 %(most)s 行。请分成几个文件。") % {"most": most_rows})
    return table


def _is_empty(value: Any) -> bool:
    return value is None or not str(value).strip()


def _no_text(cell: Any, value: Any, is_under_heading: bool) -> str:
    if not is_under_heading:
        return _("这一列上面没有标题。")
    if cell.data_type == "f":
        return _("这一格是公式，请换成它的结果。")
    if cell.data_type == "e":
        return _("这一格是 Excel 的错误值。")
    if isinstance(value, datetime | date | time | timedelta):
        return _("这一格被 Excel 当成了日期或时间。请先把格式改为“文本”，再写一遍。")
    return ""


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"  # Excel keeps 15 digits
    return one_line_end(str(value)).strip()


def one_line_end(text: str) -> str:
    """As text is kept, whatever a browser or Excel ends lines with."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def in_every_language(say: Callable[[], str]) -> list[str]:
    """What headings may be called: first in the language that is spoken now."""
    said = []
    for language in dict.fromkeys([get_language() or settings.LANGUAGE_CODE, *dict(settings.LANGUAGES)]):
        with override(language):
            said.append(say())
    return said
