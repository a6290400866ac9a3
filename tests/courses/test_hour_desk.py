"""Hour policies at the desk: versions in words, a used one read only."""

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db.models.signals import pre_save
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from college.courses.models import HourPolicy, HourRule
from college.people.models import User
from college.progress.hours import credit_lesson
from tests.factories import UserFactory
from tests.progress.cast import lessons_of
from tests.progress.hours.cast import a_rule, counting, enrolled, watched

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
DESK = "/admin/hour-policy/"


def member(client: Client, group: str) -> User:
    user = UserFactory()
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return user


@pytest.fixture
def moderator(client: Client) -> User:
    return member(client, "Moderators")


def filled(*bands: tuple[str, str], **changes: Any) -> dict[str, Any]:
    said = {
        "valid_from": "2026-01-01",
        "basis": "lesson",
        "minutes_an_hour": "60",
        "bands-minutes": [minutes for minutes, _ in bands],
        "bands-hours": [hours for _, hours in bands],
        "daily_cap": "",
        "once": "year",
        "source": "试行办法第三条",
    }
    return {**said, **changes}


def used(rule: HourRule) -> HourRule:
    lesson = lessons_of(counting(rule, 3600.0))[0]
    credit_lesson(watched(enrolled(UserFactory(), lesson), lesson, (0, 3600)).pk)
    return rule


def test_a_moderator_writes_a_policy_and_its_bands_in_rows(client: Client, moderator: User) -> None:
    response = client.post(f"{DESK}new/", {"name": "省培训办法"})
    policy = HourPolicy.objects.get()
    assert response["Location"] == f"{DESK}{policy.pk}/new-version/"
    rows = [("15", "0.5"), ("", ""), ("30", "1"), ("0", "0.25")]
    client.post(response["Location"], filled(*rows, daily_cap="4"))
    rule = policy.versions.get()
    assert rule.bands == [{"minutes": 30, "hours": 1}, {"minutes": 15, "hours": 0.5}, {"minutes": 0, "hours": 0.25}]
    html = client.get(f"{DESK}edit/{policy.pk}/").content.decode()
    assert "30 分钟及以上 → 1 学时，15 分钟及以上 → 0.5 学时" in html
    assert "每天最多 4 学时；同一内容同一年内不重复计，同一门课里只计一次" in html


def test_a_new_version_begins_as_a_copy_of_the_latest(client: Client, moderator: User) -> None:
    rule = a_rule("lesson")
    html = client.get(f"{DESK}{rule.policy.pk}/new-version/").content.decode()
    assert re.findall(r'name="bands-minutes"[^>]*value="(\d*)"', html)[:4] == ["30", "15", "0", ""]
    client.post(f"{DESK}{rule.policy.pk}/new-version/", filled(("20", "1"), valid_from="2027-01-01"))
    assert [(each.version, each.valid_from.year) for each in rule.policy.versions.all()] == [(2, 2027), (1, 2026)]


def test_a_version_that_credited_hours_is_read_and_not_changed(client: Client, moderator: User) -> None:
    rule = used(a_rule())
    url = f"{DESK}version/{rule.pk}/"
    assert "请新建一版" in client.get(url).content.decode()
    assert client.post(f"{url}edit/", filled(basis="minutes", minutes_an_hour="1"))["Location"] == url
    rule.refresh_from_db()
    assert rule.minutes_an_hour == 60


def test_a_version_that_nobody_was_credited_by_can_still_be_put_right(client: Client, moderator: User) -> None:
    rule = a_rule("lesson")
    client.post(f"{DESK}version/{rule.pk}/edit/", filled(("45", "1"), basis="minutes", minutes_an_hour="45"))
    rule.refresh_from_db()
    assert (rule.basis, rule.minutes_an_hour, rule.bands) == ("minutes", 45, [])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"bands-minutes": [], "bands-hours": []}, "至少要填一行"),
        ({"bands-minutes": ["30"], "bands-hours": [""]}, "第 1 行的学时"),
        ({"bands-minutes": ["", "半小时"], "bands-hours": ["", "1"]}, "第 2 行的分钟数"),
        ({"bands-minutes": ["9" * 5000], "bands-hours": ["1"]}, "第 1 行的分钟数"),
        ({"bands-minutes": ["30"], "bands-hours": ["NaN"]}, "第 1 行的学时"),
        ({"bands-minutes": ["30"], "bands-hours": ["1e999999"]}, "第 1 行的学时"),
        ({"bands-minutes": ["30"], "bands-hours": ["0.001"]}, "第 1 行的学时"),
        ({"bands-minutes": ["30", "30"], "bands-hours": ["1", "2"]}, "分钟数一样"),
        ({"daily_cap": "0"}, "不限请空着"),
        ({"minutes_an_hour": "0"}, "1"),
        ({"valid_from": "2025-12-31"}, "要晚于上一版"),
        ({"valid_from": "x"}, "日期"),
    ],
)
def test_what_makes_no_rule_is_refused_with_a_sentence(
    client: Client, moderator: User, changes: dict[str, Any], words: str
) -> None:
    policy = a_rule().policy
    said = {**filled(("30", "1"), valid_from="2027-01-01"), **changes}
    response = client.post(f"{DESK}{policy.pk}/new-version/", said)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert policy.versions.count() == 1


def test_a_version_between_two_stays_between_them(client: Client, moderator: User) -> None:
    first = a_rule()
    a_rule(policy=first.policy, valid_from=date(2027, 1, 1))
    response = client.post(f"{DESK}version/{first.pk}/edit/", filled(basis="minutes", valid_from="2027-01-01"))
    assert "要早于下一版" in response.content.decode()


def test_of_two_versions_added_at_the_same_moment_the_second_is_asked_to_look_again(
    client: Client, moderator: User
) -> None:
    policy = a_rule().policy

    def somebody_else_was_faster(instance: HourRule, **_: Any) -> None:
        pre_save.disconnect(somebody_else_was_faster, sender=HourRule)
        a_rule(policy=policy, valid_from=date(2026, 6, 1))

    pre_save.connect(somebody_else_was_faster, sender=HourRule)
    response = client.post(f"{DESK}{policy.pk}/new-version/", filled(("30", "1"), valid_from="2027-01-01"))
    assert "刚才有别人也存了一版" in response.content.decode()
    assert not policy.versions.filter(valid_from__year=2027).exists()


def test_a_policy_that_courses_use_is_not_deleted(client: Client, moderator: User) -> None:
    policy = used(a_rule()).policy
    assert "不能删除" in client.post(f"{DESK}delete/{policy.pk}/", follow=True).content.decode()
    assert HourPolicy.objects.exists()


def test_an_editor_does_not_make_rules(client: Client) -> None:
    policy = a_rule().policy
    member(client, "Editors")
    for path in ("", "new/", f"edit/{policy.pk}/", f"{policy.pk}/new-version/", f"version/{policy.versions.get().pk}/"):
        assert client.get(DESK + path).status_code == 302
    client.post(f"{DESK}{policy.pk}/new-version/", filled(("30", "1"), valid_from="2027-01-01"))
    assert policy.versions.count() == 1


@pytest.mark.parametrize("size", [2, 8])
def test_the_list_costs_the_same_for_few_and_many(
    client: Client, moderator: User, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(size):
        counting(a_rule())
    client.get(DESK)
    with django_assert_num_queries(12):
        client.get(DESK)
