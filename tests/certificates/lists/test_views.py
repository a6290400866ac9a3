"""A list at the desk: shown before it is begun, begun once, followed to its end; a bad one told in words."""

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from college.certificates.models import Award, Certificate, IssueList, Nomination
from college.people.models import Organisation, User
from tests.certificates.lists.cast import (
    ALL,
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
    misfits,
    row,
    send,
    sent,
)
from tests.certificates.lists.test_plans import an_entry

pytestmark = pytest.mark.django_db

LISTS = "/admin/certificate-lists/"
Commit = DjangoCaptureOnCommitCallbacks


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


@pytest.mark.on_postgres
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
