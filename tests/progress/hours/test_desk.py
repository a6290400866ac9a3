"""The ledger at the desk: who may read, find, take out and correct it."""

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from college.people.models import Membership, Organisation, StaffKind, User
from college.progress.hours import credit_lesson
from college.progress.models import HourCredit, HourTarget
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.progress.cast import lessons_of
from tests.progress.hours.cast import NOON, a_rule, counting, enrolled, hours_of, watched

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
LEDGER = "/admin/hours/"


def college() -> Organisation:
    """That provides the courses, and where who looks at the ledger works."""
    return Organisation.objects.filter(name="社区学院").first() or OrganisationFactory(name="社区学院")


@pytest.fixture
def moderator(client: Client) -> User:
    user = MembershipFactory(user__display_name="管理员", organisation=college(), kind=StaffKind.PARTY_WORKER).user
    user.groups.add(Group.objects.get(name="Moderators"))
    client.force_login(user)
    return user


def reader(client: Client, *codenames: str) -> User:
    user = MembershipFactory(organisation=college(), kind=StaffKind.SOCIAL_WORKER).user
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    client.force_login(user)
    return user


def a_credit(
    name: str = "王秀兰", *, title: str = "认字班", days: int = 0, provider: Organisation | None = None
) -> HourCredit:
    lesson = lessons_of(counting(a_rule(), 3600.0, title=title, provider=provider or college()))[0]
    row = watched(enrolled(UserFactory(display_name=name), lesson), lesson, (0, 3600), at=NOON + timedelta(days=days))
    return credit_lesson(row.pk)[0]


def names_at(client: Client, **query: object) -> set[str]:
    html = client.get(LEDGER, query).content.decode()
    return {name for name in ("王秀兰", "李明") if name in html}


def test_a_moderator_finds_entries_by_learner_course_rule_and_year(client: Client, moderator: User) -> None:
    first, second = a_credit(), a_credit("李明", title="写信班", days=60)
    assert names_at(client) == {"王秀兰", "李明"}
    assert names_at(client, learner="秀兰") == {"王秀兰"}
    assert names_at(client, learner=second.learner.username) == {"李明"}
    assert names_at(client, course=second.enrolment.course.pk) == {"李明"}
    assert names_at(client, rule=first.rule.pk) == {"王秀兰"}
    assert "视频共看过 1:00:00 / 1:00:00" in client.get(LEDGER).content.decode()


def test_a_year_shows_its_own_entries(client: Client, moderator: User) -> None:
    first, second = a_credit(), a_credit("李明")
    HourCredit.objects.filter(pk=second.pk).update(day=first.day.replace(year=first.day.year - 1))
    assert names_at(client, year=first.day.year - 1) == {"李明"}


def test_what_is_shown_is_taken_out_to_excel(client: Client, moderator: User) -> None:
    a_credit()
    a_credit("李明")
    response = client.get(f"{LEDGER}export/", {"learner": "秀兰"})
    rows = list(load_workbook(io.BytesIO(response.content)).active.values)
    assert [row[0] for row in rows] == ["学员", "王秀兰"]
    assert rows[1][3] == 1


@pytest.mark.parametrize("query", ["?year=abc", "?rule=x", f"?course={'9' * 21}", "?course=x"])
def test_a_filter_that_makes_no_sense_takes_nothing_out(client: Client, moderator: User, query: str) -> None:
    a_credit()
    assert client.get(LEDGER + query).status_code == 200
    response = client.get(f"{LEDGER}export/{query}", follow=True)
    assert response.redirect_chain == [(LEDGER + query, 302)]
    assert "没有下载" in response.content.decode()


def test_a_moderators_own_hours_are_left_to_another(client: Client, moderator: User) -> None:
    credit = a_credit()
    HourCredit.objects.filter(pk=credit.pk).update(learner=moderator)
    url = f"{LEDGER}entry/{credit.pk}/"
    assert "更正这一笔" not in client.get(url).content.decode()
    assert "请让别人来做" in client.post(url, {"hours": "2", "reason": "少计"}).content.decode()
    assert hours_of(moderator) == ["1.00"]


def test_an_entry_is_corrected_with_a_reason_and_a_name(client: Client, moderator: User) -> None:
    credit = a_credit()
    client.post(f"{LEDGER}entry/{credit.pk}/", {"hours": "0.5", "reason": "代看"})
    entry = HourCredit.objects.get(reason="代看")
    assert (entry.by, str(entry.hours)) == (moderator, "-0.50")
    html = client.get(f"{LEDGER}entry/{credit.pk}/").content.decode()
    assert "更正以后是 0.5 学时" in html
    assert "管理员" in html


@pytest.mark.parametrize(
    "said", [{"hours": "1", "reason": "多计"}, {"hours": "0", "reason": " "}, {"hours": "-1", "reason": "x"}, {}]
)
def test_a_correction_that_makes_no_sense_changes_nothing(
    client: Client, moderator: User, said: dict[str, str]
) -> None:
    credit = a_credit()
    assert client.post(f"{LEDGER}entry/{credit.pk}/", said).status_code == 200
    assert hours_of(credit.learner) == ["1.00"]


def test_who_may_only_read_does_not_correct(client: Client) -> None:
    credit = a_credit()
    reader(client, "view_hourcredit")
    assert "更正这一笔" not in client.get(f"{LEDGER}entry/{credit.pk}/").content.decode()
    client.post(f"{LEDGER}entry/{credit.pk}/", {"hours": "0", "reason": "多计"})
    assert hours_of(credit.learner) == ["1.00"]


@pytest.mark.parametrize("codenames", [(), ("correct_hours",), ("view_enrolment",)])
def test_who_may_not_read_the_ledger_sees_nothing_of_it(client: Client, codenames: tuple[str, ...]) -> None:
    credit = a_credit()
    reader(client, *codenames)
    for path in ("", "export/", "results/", f"entry/{credit.pk}/"):
        response = client.get(LEDGER + path, follow=True)
        assert "王秀兰" not in response.content.decode(errors="ignore")
    client.post(f"{LEDGER}entry/{credit.pk}/", {"hours": "0", "reason": "多计"})
    assert hours_of(credit.learner) == ["1.00"]


def test_entries_of_another_organisation_are_not_there(client: Client, moderator: User) -> None:
    elsewhere = a_credit(title="外街的课", provider=OrganisationFactory())
    entry = f"{LEDGER}entry/{elsewhere.pk}/"
    for path in ("", "results/", "?learner=秀兰", "export/"):
        response = client.get(LEDGER + path)
        assert response.status_code == 200
        shown = (
            str(list(load_workbook(io.BytesIO(response.content)).active.values))
            if path == "export/"
            else (response.content.decode())
        )
        assert "王秀兰" not in shown
        assert "外街的课" not in shown
    assert client.get(entry).status_code == 404
    assert client.post(entry, {"hours": "0", "reason": "多计"}).status_code == 404
    assert hours_of(elsewhere.learner) == ["1.00"]


def test_ones_own_people_are_there_wherever_they_learn(client: Client, moderator: User) -> None:
    credit = a_credit(provider=OrganisationFactory())
    MembershipFactory(user=credit.learner, organisation=OrganisationFactory(parent=college()))
    assert names_at(client) == {"王秀兰"}
    assert client.get(f"{LEDGER}entry/{credit.pk}/").status_code == 200


def test_who_only_learns_there_sees_nobody_by_it(client: Client) -> None:
    a_credit()
    user = reader(client, "view_hourcredit")
    Membership.objects.filter(user=user).update(kind=StaffKind.VOLUNTEER)
    assert names_at(client) == set()


def test_an_administrator_sees_every_entry(client: Client) -> None:
    a_credit(provider=OrganisationFactory())
    client.force_login(UserFactory(is_superuser=True))
    assert names_at(client) == {"王秀兰"}


def test_editors_are_not_let_in_by_being_editors(client: Client) -> None:
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(user)
    assert client.get(LEDGER).status_code == 302


def test_nobody_adds_or_deletes_entries_by_hand(client: Client) -> None:
    client.force_login(UserFactory(is_superuser=True))
    credit = a_credit()
    for path in ("new/", f"edit/{credit.pk}/", f"delete/{credit.pk}/"):
        assert client.get(LEDGER + path).status_code == 404


def test_a_moderator_edits_what_is_asked(client: Client, moderator: User) -> None:
    target = HourTarget.objects.get(name="党员")
    said = {"name": "党员", "hours": "40", "years": "1", "source": "本市工作规划"}
    client.post(f"/admin/hour-target/edit/{target.pk}/", said)
    target.refresh_from_db()
    assert (target.hours, target.source) == (40, "本市工作规划")


@pytest.mark.parametrize(("field", "value"), [("years", "0"), ("years", "9000"), ("hours", "0"), ("hours", "-5")])
def test_what_nobody_can_meet_is_not_asked(client: Client, moderator: User, field: str, value: str) -> None:
    said = {"name": "党员骨干", "hours": "40", "years": "1", "source": "本市工作规划", field: value}
    assert client.post("/admin/hour-target/new/", said).status_code == 200
    assert not HourTarget.objects.filter(name="党员骨干").exists()


@pytest.mark.parametrize("size", [2, 6])
def test_the_ledger_costs_the_same_whatever_its_length(
    client: Client, moderator: User, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(size):
        a_credit()
    client.get(LEDGER)
    with django_assert_num_queries(16):
        client.get(LEDGER)
