"""What a person has of hours, and what is missing of what they are asked."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from college.people.models import User
from college.progress.hours import totals
from college.progress.hours.ledger import add
from college.progress.hours.periods import period_of
from college.progress.models import Enrolment, HourTarget, LearnerTarget
from tests.factories import UserFactory
from tests.progress.cast import a_course, an_enrolment
from tests.progress.hours.cast import a_rule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
TODAY = date(2026, 11, 23)


@pytest.fixture
def enrolment() -> Enrolment:
    return an_enrolment(a_course(None))


def credited(enrolment: Enrolment, *entries: tuple[float, date]) -> User:
    rule = a_rule()
    for number, (hours, day) in enumerate(entries):
        period = period_of(rule.once, day)
        evidence = {"until": day.isoformat()}
        earned = Decimal(str(hours))
        add(enrolment=enrolment, rule=rule, period=period, content=f"video:{number}", earned=earned, day=day,
            evidence=evidence, title="讲座")  # fmt: skip
    return enrolment.learner


def asked(learner: User, name: str, since: date) -> LearnerTarget:
    return LearnerTarget.objects.create(learner=learner, target=HourTarget.objects.get(name=name), since=since)


def test_what_is_missing_of_three_years_is_said_in_words(enrolment: Enrolment) -> None:
    learner = credited(enrolment, (40, date(2025, 3, 1)), (1.5, TODAY), (9, date(2025, 2, 28)))
    asked(learner, "助理社会工作师", date(2025, 3, 1))
    (target,) = totals(learner, today=TODAY).targets
    assert target.current.words == "三年要求 72 学时，已有 41.5，还差 30.5"
    assert (target.current.start, target.current.last) == (date(2025, 3, 1), date(2028, 2, 29))
    assert target.earlier == []


def test_the_period_before_is_shown_beside_the_present_one(enrolment: Enrolment) -> None:
    learner = credited(enrolment, (95, date(2024, 12, 1)), (5, date(2026, 1, 1)))
    asked(learner, "社会工作师", date(2022, 5, 1))
    (target,) = totals(learner, today=TODAY).targets
    assert [each.words for each in (target.current, *target.earlier)] == [
        "三年要求 90 学时，已有 5，还差 85",
        "三年要求 90 学时，已有 95，已经够了",
    ]


def test_what_is_asked_every_year_is_counted_by_calendar_year(enrolment: Enrolment) -> None:
    learner = credited(enrolment, (30, date(2026, 2, 1)), (30, date(2025, 12, 31)))
    asked(learner, "党员", date(2026, 6, 1))
    (target,) = totals(learner, today=TODAY).targets
    assert target.current.words == "每年要求 32 学时，已有 30，还差 2"


def test_years_with_entries_are_added_up_and_this_one_always(enrolment: Enrolment) -> None:
    learner = credited(enrolment, (0.25, date(2024, 1, 1)), (0.5, date(2024, 12, 31)))
    years = totals(learner, today=TODAY).years
    assert [(each.year, each.hours) for each in years] == [(2026, "0"), (2024, "0.75")]


@pytest.mark.parametrize("size", [1, 12])
def test_totals_cost_two_queries_however_long_the_ledger(
    enrolment: Enrolment, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    learner = credited(enrolment, *[(1, date(2026, month, 1)) for month in range(1, size + 1)])
    for target in HourTarget.objects.all()[:size]:
        LearnerTarget.objects.create(learner=learner, target=target, since=date(2020, 1, 1))
    with django_assert_num_queries(2):
        totals(learner, today=TODAY)


def test_the_usual_targets_are_there_with_their_source() -> None:
    found = {target.name: (target.hours, target.years) for target in HourTarget.objects.all()}
    assert found["助理社会工作师"] == (72, 3)
    assert found["高级社会工作师"] == (90, 3)
    assert found["党员"] == (32, 1)
    assert not HourTarget.objects.filter(source="").exists()


def test_nobody_elses_hours_are_counted(enrolment: Enrolment) -> None:
    credited(enrolment, (1, TODAY))
    assert totals(UserFactory(), today=TODAY).years[0].credited == 0
