"""What of an Excel file becomes what."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from college.courses.documents.outlines import Heading, LeftOut, Outline, Table
from college.courses.documents.reading import read
from tests.courses.documents.files import xlsx


def read_sheets(build: Callable[[Workbook], Any]) -> Outline:
    return read(SimpleUploadedFile("值班表.xlsx", xlsx(build)))


def test_a_file_is_a_lesson_and_each_sheet_a_table() -> None:
    def build(book: Workbook) -> None:
        book.active.title = "周末"
        for row in (
            ["谁", "哪天", "几点"],
            ["王阿姨", date(2026, 3, 7), datetime(2026, 3, 7, 9, 30)],
            [None, 0.1, True],
        ):
            book.active.append(row)
        book.create_sheet("空的")

    outline = read_sheets(build)
    (lesson,) = outline.lessons
    rows = (("谁", "哪天", "几点"), ("王阿姨", "2026-03-07", "2026-03-07 09:30"), ("", "0.1", "是"))
    assert (lesson.title, lesson.blocks) == ("值班表", [Heading("周末"), Table(rows, has_headings=True)])
    assert outline.left_out == [LeftOut("工作表“空的”", "这张工作表是空的。")]


def test_hidden_sheets_and_what_is_beyond_a_screen_are_told_by_sheet() -> None:
    def build(book: Workbook) -> None:
        book.active.title = "长"
        for number in range(300):
            book.active.append([number] * 20)
        book.create_sheet("藏").sheet_state = "hidden"

    outline = read_sheets(build)
    (table,) = outline.lessons[0].tables
    assert (len(table.rows), len(table.rows[0])) == (200, 12)
    assert [(one.place, one.sentence[:6]) for one in outline.left_out] == [
        ("工作表“长”", "表格太大，只"),
        ("工作表“藏”", "这张工作表是"),
    ]


def test_a_formula_whose_result_excel_has_not_kept_is_told() -> None:
    outline = read_sheets(lambda book: book.active.append(["合计", "=1+1"]))
    assert outline.lessons[0].tables[0].rows == (("合计",),)
    assert any("公式" in one.sentence for one in outline.left_out)
