"""A learner's own page of hours: totals, targets, and each entry with its evidence."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from college.people.models import User
from college.progress.hours import credit_lesson
from college.progress.models import HourTarget, LearnerTarget
from tests.factories import UserFactory
from tests.progress.cast import lessons_of
from tests.progress.hours.cast import a_rule, counting, enrolled, watched

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
PAGE, ASK = "/my/hours/", "/my/hours/target/"


@pytest.fixture
def learner(client: Client) -> User:
    user = UserFactory()
    client.force_login(user)
    return user


def asked(client: Client, name: str, since: str) -> str:
    target = HourTarget.objects.get(name=name)
    return client.post(ASK, {"target": target.pk, "since": since}, follow=True).content.decode()


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    for response in (client.get(PAGE), client.post(ASK), client.post(f"{ASK}1/remove/")):
        assert response["Location"].startswith("/accounts/login/")


def test_each_entry_says_from_what_and_by_which_rule(client: Client, learner: User) -> None:
    lesson = lessons_of(counting(a_rule(), 3600.0))[0]
    credit_lesson(watched(enrolled(learner, lesson), lesson, (0, 905)).pk)
    html = client.get(PAGE).content.decode()
    for words in (lesson.title, "0.25", "视频共看过 15:05 / 1:00:00", "这次计入 15:00", "每看 60 分钟计 1 学时"):
        assert words in html


def test_a_learner_says_what_is_asked_of_them_and_takes_it_back(client: Client, learner: User) -> None:
    html = asked(client, "社会工作师", "2025-03-01")
    assert "三年要求 90 学时，已有 0，还差 90" in html
    own = LearnerTarget.objects.get()
    assert (own.learner, own.since) == (learner, date(2025, 3, 1))
    client.post(f"{ASK}{own.pk}/remove/")
    assert not LearnerTarget.objects.exists()


def test_registering_again_moves_the_date(client: Client, learner: User) -> None:
    for since in ("2025-03-01", "2026-03-01"):
        asked(client, "社会工作师", since)
    assert LearnerTarget.objects.get().since == date(2026, 3, 1)


def test_what_is_asked_every_year_needs_no_date(client: Client, learner: User) -> None:
    assert "每年要求 32 学时" in asked(client, "党员", "")
    assert LearnerTarget.objects.get().since == localdate().replace(month=1, day=1)


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ("", "请填登记日期"),
        ("1999-12-31", "不晚于今天"),
        ((localdate() + timedelta(days=1)).isoformat(), "不晚于今天"),
        ("去年", "登记日期要写成"),
        ("2026-02-30", "登记日期要写成"),
    ],
)
def test_a_date_that_cannot_be_is_answered_with_a_sentence(
    client: Client, learner: User, since: str, words: str
) -> None:
    assert words in asked(client, "社会工作师", since)
    assert not LearnerTarget.objects.exists()


@pytest.mark.parametrize("target", ["", "0", "x", "9" * 30, "1\x00"])
def test_a_target_that_is_not_there_is_answered_with_a_sentence(client: Client, learner: User, target: str) -> None:
    response = client.post(ASK, {"target": target, "since": "2026-01-01"})
    assert response.status_code == 200
    assert "学时要求" in response.content.decode()
    assert not LearnerTarget.objects.exists()


def test_nobody_takes_back_what_is_somebody_elses(client: Client, learner: User) -> None:
    own = LearnerTarget.objects.create(learner=UserFactory(), target=HourTarget.objects.all()[0], since=localdate())
    assert client.post(f"{ASK}{own.pk}/remove/").status_code == 404
    assert LearnerTarget.objects.exists()


def test_targets_are_changed_by_post_only(client: Client, learner: User) -> None:
    assert client.get(ASK).status_code == 405


@pytest.mark.parametrize("size", [2, 8])
def test_the_page_costs_the_same_with_few_entries_and_many(
    client: Client, learner: User, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rule = a_rule()
    for lesson in lessons_of(counting(rule, *[60.0] * size)):
        credit_lesson(watched(enrolled(learner, lesson), lesson, (0, 60)).pk)
    client.get(PAGE)
    with django_assert_num_queries(7):
        client.get(PAGE)
