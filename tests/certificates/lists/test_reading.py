"""What stands in the cells of a list: read however Excel holds it, or told by row and column."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook

from college.certificates.models import Award, IssueList, Template
from college.people.models import Organisation, User
from tests.certificates.lists.cast import (
    ALL,
    HEADINGS,
    IDENTITY,
    a_file,
    address,
    agree,
    an_award,
    cells,
    edited,
    misfits,
    row,
    send,
)

pytestmark = pytest.mark.django_db


def test_an_english_certificate_asks_for_an_english_name(desk: Client, street: Organisation, person: User) -> None:
    award = an_award(street, title="Certificate")
    award.template = Template.objects.create(name="English", language="en")
    award.save()
    assert "英文姓名" in cells(desk.get(f"{address(award)}template/").content)[0]
    headings = [*HEADINGS, "英文姓名"]
    assert misfits(send(desk, award, a_file(row(""), headings=headings)))[0][:2] == (2, "英文姓名")
    assert "这里写了身份证号" in send(desk, award, a_file(row(f"Wang {IDENTITY}"), headings=headings)).text
    assert "Wang Xiulan" in send(desk, award, a_file(row("Wang Xiulan"), headings=headings)).text


def test_columns_may_stand_in_another_order_and_be_left_out(desk: Client, award: Award, person: User) -> None:
    shown = send(
        desk, award, a_file(["整理图书", "13800138000", "王秀兰"], headings=["服务或学习内容", *HEADINGS[::-1]])
    )
    assert shown.context["plan"].new[0].entry.details.service == "整理图书"


@pytest.mark.parametrize("typed", [13800138000, "１３８ 0013 8000", "+86-138-0013-8000", "wangxiulan", 13800138000.0])
def test_a_number_is_read_however_excel_holds_it(desk: Client, award: Award, person: User, typed: Any) -> None:
    assert send(desk, award, a_file(["王秀兰", typed])).context["plan"].new[0].person == person


@pytest.mark.parametrize("typed", [datetime(2026, 3, 1), date(2026, 3, 1), 46082, "46082", "2026/3/1", 20260301])
def test_a_date_is_read_however_excel_holds_it(desk: Client, award: Award, person: User, typed: Any) -> None:
    shown = send(desk, award, a_file(row(typed), headings=[*HEADINGS, "开始日期"]))
    assert shown.context["plan"].new[0].entry.details.learned_from == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("column", "typed", "said"),
    [
        ("姓名", "", "还没有写姓名"),
        ("姓名", "王" * 61, "有 61 个字，最多 60 个"),
        ("服务或学习内容", "字" * 201, "有 201 个字，最多 200 个"),
        ("备注", f"身份证{IDENTITY}", "这里写了身份证号"),
        ("志愿者编号", f"{IDENTITY[:6]} {IDENTITY[6:14]} {IDENTITY[14:]}", "这里写了身份证号"),
        ("学时", "十二", "请写大于 0"),
        ("学时", date(2026, 3, 1), "当成了日期"),
        ("开始日期", "3月1日", "看不懂这个日期"),
        ("开始日期", "2026-02-30", "没有这一天"),
        ("结束日期", "2025-12-31", "结束日期在开始日期以前"),
        ("证件类型", "会员卡", "没有这种证件类型"),
        ("证件类型", "", "请也写证件类型"),
        ("证件号码", "", "请也写证件号码"),
        ("证件号码", "110101194910010029", "校验码或出生日期对不上"),
        ("证件号码", 110101194910010000, "末尾几位已经变成 0"),
    ],
)
def test_a_bad_cell_is_told_by_row_and_column_and_nobody_gets_anything(
    desk: Client, award: Award, person: User, column: str, typed: Any, said: str
) -> None:
    good = dict(zip(ALL, row("", "整理图书", 12, "2026-01-01", "2026-06-30", "身份证", IDENTITY, "", ""), strict=True))
    bad = good | {column: typed}
    answer = send(desk, award, a_file([bad[name] for name in ALL], headings=ALL))
    (misfit,) = misfits(answer)
    assert misfit[:2] == (2, column)
    assert said in misfit[2]
    assert "一张也没有发" in answer.text
    agree(desk, award, answer)
    assert not IssueList.objects.exists()


@pytest.mark.parametrize(
    ("edit", "place", "said"),
    [
        (lambda book: book.active.__setitem__("E2", "=6*2"), (2, "学时"), "这一格是公式"),
        (lambda book: book.active.__setitem__("D2", "#REF!"), (2, "服务或学习内容"), "这一格是 Excel 的错误值"),
        (lambda book: book.active.__setitem__("H2", "记一笔"), (2, "H"), "这一列上面没有标题"),
    ],
)
def test_what_excel_does_to_a_cell_is_told_in_words(
    desk: Client, award: Award, person: User, edit: Callable[[Workbook], object], place: tuple[int, str], said: str
) -> None:
    (misfit,) = misfits(send(desk, award, edited(edit)))
    assert (misfit[:2], said in misfit[2]) == (place, True)
