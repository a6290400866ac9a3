"""A file that is no list is refused in one sentence, before it costs anything."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client

from college.certificates.models import Award, IssueList
from college.spreadsheets import Sheet, write
from tests.certificates.lists.cast import HEADINGS, a_file, edited, row, send

pytestmark = pytest.mark.django_db


def bomb() -> bytes:
    """A hundred MB of nothing, sent as some hundred KB."""
    stream = io.BytesIO(a_file(row()))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/media/image1.png", bytes(100 * 1024**2))
    return stream.getvalue()


def with_macros() -> bytes:
    stream = io.BytesIO(a_file(row()))
    with zipfile.ZipFile(stream, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"\xcc\x61")
    return stream.getvalue()


def with_rows(number: int) -> bytes:
    rows = "".join(f'<row r="{n}"><c t="inlineStr"><is><t>某人</t></is></c></row>' for n in range(3, number))
    good, stream = io.BytesIO(a_file(row())), io.BytesIO()
    with zipfile.ZipFile(good) as parts, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in parts.infolist():
            copy.writestr(part, parts.read(part).replace(b"</sheetData>", rows.encode() + b"</sheetData>"))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "这是旧的 .xls 文件，或者加了密码"),
        ("姓名,手机号\n".encode(), "这不是 Excel 的 .xlsx 文件"),
        (b"PK\x03\x04" + bytes(100), "这不是 Excel 的 .xlsx 文件"),
        (b"", "这个文件是空的"),
        (bytes(6 * 1024**2), "请分成几个文件"),
        (a_file(), "名单里还没有人"),
        (a_file([None, " "]), "名单里还没有人"),
        (a_file(row(), sheet="Sheet1"), "没有叫“名单”的工作表"),
        (a_file(row(), headings=["姓名", "电话"]), "不认识的列：电话"),
        (a_file(["王秀兰"], headings=["姓名"]), "缺少这些列：手机号或登录名"),
        (a_file(row("x"), headings=[*HEADINGS, "姓名"]), "重复的列：姓名"),
        (write([Sheet("名单", [], [])]), "缺少这些列"),
    ],
)
def test_a_file_that_is_none_is_refused_in_one_sentence(desk: Client, award: Award, content: bytes, said: str) -> None:
    answer = send(desk, award, content)
    assert (answer.status_code, said in answer.text) == (200, True)
    assert not IssueList.objects.exists()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (bomb, "这个文件展开以后太大"),
        (with_macros, "这个文件带有宏"),
        (lambda: with_rows(100_000), "一次最多 2000 行"),
        (lambda: edited(lambda book: book.active.merge_cells("A2:B2")), "有合并的单元格（A2:B2）"),
    ],
)
def test_what_would_fill_the_memory_or_run_is_not_taken(
    desk: Client, award: Award, make: Callable[[], bytes], said: str
) -> None:
    assert said in send(desk, award, make()).text
