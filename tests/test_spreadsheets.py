import io
from datetime import UTC, datetime

from openpyxl import load_workbook

from college.spreadsheets import Sheet, write


def test_what_a_person_typed_is_text_and_never_a_formula() -> None:
    typed = ["=1+1", "+86 138", "-5", "@SUM(A1)", "\x07铃"]
    book = load_workbook(io.BytesIO(write([Sheet("名单/2026", ["姓名"], [[text] for text in typed])])))
    cells = [row[0] for row in book["名单 2026"].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == ["=1+1", "+86 138", "-5", "@SUM(A1)", "铃"]
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_moment_is_shown_as_the_clock_on_the_wall_showed_it() -> None:
    book = load_workbook(io.BytesIO(write([Sheet("时间", ["时间"], [[datetime(2026, 11, 23, 1, tzinfo=UTC)]])])))
    assert book.active["A2"].value == datetime(2026, 11, 23, 9)
