"""A list at the desk: shown before it is begun, begun once, followed to its end; a bad one told in words."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook
from pytest_django import DjangoCaptureOnCommitCallbacks

from college.certificates.lists.tasks import work_off_list
from college.certificates.models import Award, Certificate, IssueList, Nomination, Template
from college.people.models import Organisation, User
from college.people.privacy.erasure import erase
from college.spreadsheets import Sheet, write
from tests.certificates.lists.cast import (
    HEADINGS,
    IDENTITY,
    a_file,
    a_street,
    a_volunteer,
    address,
    agree,
    an_award,
    an_editor,
    begun,
    cells,
    send,
    sent,
)
from tests.certificates.lists.test_plans import an_entry

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

LISTS = "/admin/certificate-lists/"
ALL = [
    *HEADINGS,
    "组织",
    "服务或学习内容",
    "学时",
    "开始日期",
    "结束日期",
    "证件类型",
    "证件号码",
    "志愿者编号",
    "备注",
]
Commit = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def person(street: Organisation) -> User:
    return a_volunteer(street, "王秀兰", username="wangxiulan", phone="+8613800138000")


def row(*cells: Any) -> list[Any]:
    return ["王秀兰", "13800138000", *cells]


def edited(edit: Callable[[Workbook], object]) -> bytes:
    """A good file after somebody has done something to it in Excel."""
    book = load_workbook(io.BytesIO(a_file(row("", "整理图书", 12), headings=ALL[:5])))
    edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def misfits(answer: Any) -> list[tuple[int, str, str]]:
    return [(misfit.row, misfit.column, misfit.sentence) for misfit in answer.context["plan"].misfits]


def test_nothing_is_issued_before_its_sender_agrees(
    desk: Client, award: Award, person: User, django_capture_on_commit_callbacks: Commit
) -> None:
    said = row("", "整理图书", "１２学时", "2026年3月1日", "2026.6.30", "身份证", IDENTITY, "VOL-1", "优秀")
    shown = send(desk, award, a_file(said, headings=ALL), occasion="2026年上半年")
    for words in ("要发证", "整理图书", "12 学时", "2026-03-01 – 2026-06-30", "身份证 110***********0028", "确认发证"):
        assert words in shown.text
    assert not Certificate.objects.exists()
    assert not IssueList.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        page = agree(desk, award, shown)
    assert page.redirect_chain[-1][0] == f"{LISTS}{IssueList.objects.get().pk}/"
    printed = Certificate.objects.get().printed
    assert (printed.holder, printed.service, printed.hours) == ("王秀兰", "整理图书", "12")
    assert (printed.learned_from, printed.learned_until) == (date(2026, 3, 1), date(2026, 6, 30))
    assert (printed.identity, printed.volunteer_number, printed.notes) == ("身份证 110***********0028", "VOL-1", "优秀")


def test_the_number_of_a_paper_is_kept_nowhere(desk: Client, award: Award, person: User) -> None:
    headings = [*HEADINGS, "证件类型", "证件号码"]
    shown = send(desk, award, a_file(row("身份证", IDENTITY), headings=headings))
    assert IDENTITY not in shown.text
    agree(desk, award, shown)
    assert IDENTITY not in repr([cache._cache, IssueList.objects.values(), connection.queries])  # type: ignore[attr-defined]
    assert "110***********0028" in str(IssueList.objects.get().rows)
    answer = send(desk, award, a_file(row("身份证", "110101194910010029"), headings=headings))
    assert "110101194910010029" not in answer.text
    answer = desk.post(address(award), {"file": sent(a_file(row()), f"{IDENTITY}.xlsx"), "occasion": IDENTITY})
    assert "请不要在这里写身份证号" in answer.text


def test_the_template_fits_the_award_and_its_example_is_not_issued(
    desk: Client, award: Award, street: Organisation, person: User
) -> None:
    template = desk.get(f"{address(award)}template/").content
    book = load_workbook(io.BytesIO(template))
    assert book.sheetnames[0] == "名单"
    assert "填写说明" in book.sheetnames
    assert [cell.value for cell in book["名单"][1]][:3] == ["姓名", "手机号或登录名", "组织"]
    assert "英文姓名" not in [cell.value for cell in book["名单"][1]]
    offered = [rule.formula1 for rule in book["名单"].data_validations.dataValidation]
    assert len(offered) == 2
    hidden = next(sheet for sheet in book if sheet.sheet_state == "hidden")
    choices = {cell.value for column in hidden.columns for cell in column}
    assert {"身份证", "护照", street.name} <= choices
    assert book["名单"].column_dimensions["B"].number_format == "@"
    assert misfits(send(desk, award, template)) == [(2, "姓名", "这是模板里的示例，请删去这一行。")]
    row_of_person = {"A": "王秀兰", "B": "13800138000"}
    for column, value in row_of_person.items():
        book["名单"][f"{column}2"] = value
    stream = io.BytesIO()
    book.save(stream)
    assert len(send(desk, award, stream.getvalue()).context["plan"].new) == 1


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


def test_one_bad_row_among_good_ones_holds_all_back(
    desk: Client, award: Award, person: User, street: Organisation
) -> None:
    other = a_volunteer(street, "李建国")
    answer = send(desk, award, a_file(row(), ["李建国", other.username], ["没有这个人", "nobody"]))
    assert [misfit[:2] for misfit in misfits(answer)] == [(4, "手机号或登录名")]
    assert "其余 2 行没有问题" in answer.text
    agree(desk, award, answer)
    assert not IssueList.objects.exists()


def test_a_name_of_sixty_characters_gets_its_certificate(
    desk: Client, award: Award, street: Organisation, django_capture_on_commit_callbacks: Commit
) -> None:
    name = "买买提·" * 15
    person = a_volunteer(street, name)
    with django_capture_on_commit_callbacks(execute=True):
        agree(desk, award, send(desk, award, a_file([name, person.username])))
    assert Certificate.objects.get().printed.holder == name


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


def test_two_confirmations_begin_one_list(
    desk: Client, award: Award, person: User, django_capture_on_commit_callbacks: Commit
) -> None:
    shown = send(desk, award, a_file(row()))
    with django_capture_on_commit_callbacks(execute=True):
        pages = [agree(desk, award, shown) for _ in range(2)]
    assert pages[0].redirect_chain == pages[1].redirect_chain
    assert IssueList.objects.count() == Certificate.objects.count() == 1


def test_who_agrees_to_what_has_changed_meanwhile_is_asked_again(
    desk: Client, award: Award, person: User, street: Organisation
) -> None:
    other = a_volunteer(street, "李建国")
    file = a_file(row(), ["李建国", other.username])
    shown = send(desk, award, file)
    other.memberships.all().delete()
    page = agree(desk, award, shown)
    assert "刚才有别的改动，一张也没有发" in page.text
    assert misfits(page)[0][:2] == (3, "手机号或登录名")
    assert not IssueList.objects.exists()


def test_what_was_shown_is_kept_by_the_server_and_for_one_person(
    desk: Client, client: Client, award: Award, person: User, street: Organisation
) -> None:
    shown = send(desk, award, a_file(row()))
    client.force_login(an_editor(street))
    assert "名单已经不在了" in agree(client, award, shown).text
    assert not IssueList.objects.exists()
    made_up = {"key": "made-up", "seen": "x", "entries": "[]"}
    assert "名单已经不在了" in client.post(address(award), made_up, follow=True).text


def test_lists_are_those_of_the_editor_s_own_issuers(desk: Client, award: Award, street: Organisation) -> None:
    elsewhere = a_street("别的街道")
    foreign = an_award(elsewhere, issuer__code="BB", title="别处的证明")
    theirs = begun([an_entry("王秀兰", a_volunteer(elsewhere).username)], foreign, an_editor(elsewhere), key="theirs")
    assert award.title in desk.get(f"{LISTS}new/").text
    assert foreign.title not in desk.get(f"{LISTS}new/").text
    assert theirs.file_name not in desk.get(LISTS).text
    for path in (
        f"new/{foreign.pk}/",
        f"new/{foreign.pk}/template/",
        *(f"{theirs.pk}/{end}" for end in ("", "result/", "pdfs/")),
    ):
        assert desk.get(LISTS + path).status_code == 404
    assert send(desk, foreign, a_file(row())).status_code == 404
    assert desk.post(f"{LISTS}{theirs.pk}/go-on/").status_code == 404


def test_what_is_switched_off_is_not_given_by_a_list(desk: Client, award: Award) -> None:
    Award.objects.update(is_active=False)

    assert desk.get(address(award)).status_code == 404
    assert "还没有可以按名单发的证书" in desk.get(f"{LISTS}new/").text


@pytest.mark.parametrize(
    ("asks", "told", "state"),
    [
        ({"needs_approval": True}, "1 人将送审", "待审核"),
        ({"publicity_days": 7}, "1 人将公示", "公示中"),
        ({"needs_approval": True, "publicity_days": 7}, "1 人将送审", "待审核"),
    ],
)
def test_where_a_rule_asks_somebody_those_of_a_list_are_nominated(
    desk: Client,
    award: Award,
    person: User,
    asks: dict[str, Any],
    told: str,
    state: str,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    Award.objects.update(**asks)
    content = a_file(row())
    shown = send(desk, award, content, occasion="2026年")
    assert told in shown.text

    with django_capture_on_commit_callbacks(execute=True):
        agree(desk, award, shown)

    assert not Certificate.objects.exists()
    nomination = Nomination.objects.get()
    assert (nomination.person, nomination.occasion, nomination.get_state_display()) == (person, "2026年", state)
    result = cells(desk.get(f"{LISTS}{IssueList.objects.get().pk}/result/").content)
    assert f"已提名（{state}）" in result[1]
    again = send(desk, award, content, occasion="2026年").text
    assert f"已经提名（{state}），不再提" in again
    assert "没有要发的" in again


def test_who_was_shown_that_certificates_are_given_is_asked_again_when_the_rule_asks_somebody_now(
    desk: Client, award: Award, person: User
) -> None:
    shown = send(desk, award, a_file(row()))
    Award.objects.update(needs_approval=True)

    answer = agree(desk, award, shown)

    assert "1 人将送审" in answer.text
    assert not IssueList.objects.exists()


def test_who_may_not_issue_sees_no_lists(client: Client, award: Award, street: Organisation) -> None:
    client.force_login(an_editor(street, "view_certificate"))
    for path in ("", "new/", f"new/{award.pk}/", f"new/{award.pk}/template/"):
        assert client.get(LISTS + path).status_code == 302
    assert send(client, award, a_file(row())).status_code == 302
    assert not IssueList.objects.exists()


def test_the_editor_follows_a_list_to_its_end_and_takes_home_what_came_of_it(
    desk: Client, award: Award, person: User, street: Organisation, editor: User
) -> None:
    other = a_volunteer(street, "=李建国")
    people = [an_entry("王秀兰", person.username), an_entry("=李建国", other.username, row=3)]
    issue_list = begun(people, award, editor)
    url = f"{LISTS}{issue_list.pk}/"
    waiting = desk.get(url).text
    assert '<progress max="2"' in waiting
    assert 'hx-trigger="every 2s"' in waiting
    assert "刷新" in waiting
    other.memberships.all().delete()
    work_off_list.func(issue_list.pk)
    part = desk.get(url, headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "hx-trigger" not in part
    assert "有 1 行没有发" in part
    certificate = Certificate.objects.get()
    result = desk.get(f"{url}result/").content
    first, second = cells(result)[1:]
    assert first == (2, "王秀兰", "有效", certificate.serial, certificate.verify_url)
    assert second[:3] == (3, "=李建国", "没有发：这个人的账户停用了，或者现在不符合发证规则。")
    assert {cell.data_type for cell in load_workbook(io.BytesIO(result)).active["B"]} == {"s"}
    archive = zipfile.ZipFile(io.BytesIO(b"".join(desk.get(f"{url}pdfs/").streaming_content)))  # type: ignore[arg-type]
    assert archive.namelist() == [f"{certificate.serial} 王秀兰.pdf"]
    assert archive.read(archive.namelist()[0]) == bytes(Certificate.objects.defer(None).get().pdf)


def test_the_pages_of_lists_cost_the_same_whatever_their_length(
    desk: Client, award: Award, street: Organisation, editor: User
) -> None:
    def queries(path: str) -> int:
        desk.get(LISTS + path)
        with CaptureQueriesContext(connection) as captured:
            answer = desk.get(LISTS + path)
            b"".join(answer)
        return len(captured)

    def a_list_of(number: int, key: str) -> IssueList:
        people = [a_volunteer(street, f"{key}{n}") for n in range(number)]
        entries = [an_entry(str(each), each.username, row=n) for n, each in enumerate(people, start=2)]
        issue_list = begun(entries, award, editor, key=key)
        work_off_list.func(issue_list.pk)
        return issue_list

    short = a_list_of(1, "短")
    index, chosen = queries(""), queries("new/")
    long = a_list_of(6, "长")
    for number in range(3):
        an_award(issuer=award.issuer, title=f"证明{number}")
    assert (queries(""), queries("new/")) == (index, chosen)
    for end in ("", "result/", "pdfs/"):
        assert queries(f"{short.pk}/{end}") == queries(f"{long.pk}/{end}")


def test_who_is_erased_leaves_no_details_in_a_list_that_waits(award: Award, editor: User, street: Organisation) -> None:
    person, other = a_volunteer(street), a_volunteer(street, "李建国")
    issue_list = begun([an_entry("王秀兰", person.username), an_entry("李建国", other.username, row=3)], award, editor)
    rows = [each | {"details": {"notes": "她的事"}} for each in issue_list.rows]
    IssueList.objects.update(rows=rows)
    erase(person=person, by=person)
    issue_list.refresh_from_db()
    assert [each["details"] for each in issue_list.rows] == [{}, {"notes": "她的事"}]
