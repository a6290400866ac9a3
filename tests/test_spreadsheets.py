import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from college.spreadsheets import Sheet, Unreadable, read, write
from tests.courses.documents.files import repacked


def test_what_a_person_typed_is_text_and_never_a_formula() -> None:
    typed = ["=1+1", "+86 138", "-5", "@SUM(A1)", "\x07铃"]
    book = load_workbook(io.BytesIO(write([Sheet("名单/2026", ["姓名"], [[text] for text in typed])])))
    cells = [row[0] for row in book["名单 2026"].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == ["=1+1", "+86 138", "-5", "@SUM(A1)", "铃"]
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_moment_is_shown_as_the_clock_on_the_wall_showed_it() -> None:
    book = load_workbook(io.BytesIO(write([Sheet("时间", ["时间"], [[datetime(2026, 11, 23, 1, tzinfo=UTC)]])])))
    assert book.active["A2"].value == datetime(2026, 11, 23, 9)


def test_nobody_sends_a_list_that_unpacks_at_once_to_more_than_the_server_has() -> None:
    content = repacked(write([Sheet("名单", ["年"], [[2026]])]), zipfile.ZIP_LZMA)
    with pytest.raises(Unreadable, match="已经损坏"):
        read(SimpleUploadedFile("a.xlsx", content), sheets=["名单"], headings={"年": "y"}, needed=["y"], most_rows=10)


def test_a_cell_holds_what_excel_shows() -> None:
    rows = [[2026, 0.1 + 0.2, True, " 两\r\n行 "], [None, "", " ", None], [1.0, None, None, "末"]]
    file = SimpleUploadedFile("a.xlsx", write([Sheet("名单", ["年", "数", "是", "字"], rows)]))
    headings = {"年": "year", "数": "number", "是": "truth", "字": "text"}
    table = read(file, sheets=["名单"], headings=headings, needed=["year"], most_rows=10)
    assert [row.number for row in table.rows] == [2, 4]
    assert table.rows[0].cells == {"year": "2026", "number": "0.3", "truth": "TRUE", "text": "两\n行"}
    assert table.rows[1].cells == {"year": "1", "text": "末"}
