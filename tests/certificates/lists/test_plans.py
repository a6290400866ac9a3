"""Whom a row is about, and what would come of it: told by row and column before anything is done."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from college.certificates import actions
from college.certificates.content import Details
from college.certificates.lists.plans import Plan, plan_for
from college.certificates.lists.reading import Entry
from college.certificates.models import Award, Certificate, Nomination
from college.people.models import Organisation, StaffKind, User
from tests.certificates.lists.cast import a_street, a_volunteer
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def an_entry(name: str, account: str = "", organisation: str = "", *, row: int = 2) -> Entry:
    return Entry(row=row, name=name, account=account, organisation=organisation, details=Details())


def plan(award: Award, editor: User, *entries: Entry, occasion: str = "") -> Plan:
    return plan_for(entries=list(entries), award=award, occasion=occasion, editor=editor)


def only_misfit(plan: Plan) -> tuple[str, str]:
    (misfit,) = plan.misfits
    assert not plan.rows
    return misfit.column, misfit.sentence


@pytest.mark.on_postgres
def test_a_person_is_found_by_phone_or_login_name_if_the_name_agrees(
    award: Award, editor: User, street: Organisation
) -> None:
    by_phone = a_volunteer(street, "阿依古丽·买买提", phone="+8613800138000")
    by_login = a_volunteer(OrganisationFactory(parent=street), "Ann Lee", username="annlee")
    found = plan(
        award,
        editor,
        an_entry("阿依古丽•买买提", "+8613800138000"),
        an_entry("ａnn  lee", "annlee", row=3),
    )
    assert [(row.person, row.is_new, row.remarks) for row in found.rows] == [(by_phone, True, []), (by_login, True, [])]


def test_a_name_that_does_not_agree_is_refused_without_telling_whose_number_it_is(
    award: Award, editor: User, street: Organisation
) -> None:
    a_volunteer(street, "李建国", phone="+8613800138000")
    column, sentence = only_misfit(plan(award, editor, an_entry("王秀兰", "+8613800138000")))
    assert (column, "不叫这个名字" in sentence, "李建国" in sentence) == ("姓名", True, False)


@pytest.mark.on_postgres
def test_a_name_alone_will_do_where_only_one_has_it(award: Award, editor: User, street: Organisation) -> None:
    person = a_volunteer(street, "王秀兰")
    (row,) = plan(award, editor, an_entry("王秀兰")).rows
    assert row.person == person
    assert "按姓名找到" in row.remarks[0]


def test_people_of_one_name_are_told_apart_by_account_or_organisation(
    award: Award, editor: User, street: Organisation
) -> None:
    places = [OrganisationFactory(name=name, parent=street) for name in ("双岗社区", "义仓社区")]
    first, second = (a_volunteer(place, "王秀兰") for place in places)
    column, sentence = only_misfit(plan(award, editor, an_entry("王秀兰")))
    assert (column, "有 2 个人叫这个名字" in sentence) == ("手机号或登录名", True)
    assert plan(award, editor, an_entry("王秀兰", first.username)).rows[0].person == first
    assert plan(award, editor, an_entry("王秀兰", organisation="义仓社区")).rows[0].person == second
    column, sentence = only_misfit(plan(award, editor, an_entry("王秀兰", first.username, "义仓社区")))
    assert (column, "不在这个组织" in sentence) == ("组织", True)


def test_a_person_of_another_street_is_not_there(award: Award, editor: User) -> None:
    stranger = a_volunteer(a_street("别的街道"), "王秀兰", phone="+8613800138000")
    assert "没有人用这个" in only_misfit(plan(award, editor, an_entry("王秀兰", stranger.username)))[1]
    assert "没有人用这个" in only_misfit(plan(award, editor, an_entry("王秀兰", stranger.phone)))[1]
    assert "没有叫这个名字" in only_misfit(plan(award, editor, an_entry("王秀兰")))[1]


def test_who_left_is_not_found(award: Award, editor: User, street: Organisation) -> None:
    person = a_volunteer(street, is_active=False)
    assert "没有人用这个" in only_misfit(plan(award, editor, an_entry("王秀兰", person.username)))[1]


def test_who_serves_as_something_else_gets_none(award: Award, editor: User, street: Organisation) -> None:
    learner = MembershipFactory(kind=StaffKind.LEARNER, organisation=street).user
    column, sentence = only_misfit(plan(award, editor, an_entry(str(learner), learner.username)))
    assert (column, "只发给志愿者" in sentence) == ("姓名", True)


def test_one_person_stands_in_a_list_once(award: Award, editor: User, street: Organisation) -> None:
    person = a_volunteer(street, "王秀兰", phone="+8613800138000")
    twice = plan(award, editor, an_entry("王秀兰", person.username), an_entry("王秀兰", "+8613800138000", row=9))
    assert [(misfit.row, "和第 2 行是同一个人" in misfit.sentence) for misfit in twice.misfits] == [(9, True)]


def test_who_has_one_for_this_occasion_keeps_it(award: Award, editor: User, street: Organisation) -> None:
    person = a_volunteer(street)
    held = actions.issue(award, actions.Claim(person=person, occasion="2025年", by=editor))
    assert held
    (row,) = plan(award, editor, an_entry("王秀兰", person.username), occasion="2025年").rows
    assert not row.is_new
    assert f"已经有证书 {held.serial}（有效）" in row.remarks[0]
    assert plan(award, editor, an_entry("王秀兰", person.username), occasion="2026年").rows[0].is_new


def test_whose_was_revoked_gets_none_by_a_list(award: Award, editor: User, street: Organisation) -> None:
    person = a_volunteer(street)
    actions.issue(award, actions.Claim(person=person, by=editor))
    Certificate.objects.update(revoked_at=timezone.now(), revocation_reason="冒名")
    assert "已经撤销" in only_misfit(plan(award, editor, an_entry("王秀兰", person.username)))[1]


def test_who_waits_for_a_reviewer_is_not_given_one_past_them(award: Award, editor: User, street: Organisation) -> None:
    person = a_volunteer(street)
    Nomination.objects.create(award=award, person=person, state="waiting", made_at=timezone.now())
    assert "正在等审核或公示" in only_misfit(plan(award, editor, an_entry("王秀兰", person.username)))[1]


@pytest.mark.on_postgres
def test_a_long_list_is_looked_up_with_as_many_queries_as_a_short_one(
    award: Award, street: Organisation, editor: User
) -> None:
    editor.user_permissions.add(Permission.objects.get(codename="view_certificate"))
    people = User.objects.bulk_create(User(username=f"v{n}", display_name=f"志愿者{n}") for n in range(60))
    street.memberships.bulk_create(
        street.memberships.model(user=person, organisation=street, kind="volunteer") for person in people
    )

    def queries(number: int) -> int:
        entries = [an_entry(str(person), person.username, row=n) for n, person in enumerate(people[:number], start=2)]
        with CaptureQueriesContext(connection) as captured:
            assert len(plan(award, editor, *entries).rows) == number
        return len(captured)

    assert queries(2) == queries(60)


def test_a_superuser_finds_everybody(award: Award) -> None:
    person = a_volunteer(a_street("别的街道"))
    root = UserFactory(is_superuser=True)
    assert plan(award, root, an_entry("王秀兰", person.username)).rows[0].person == person
