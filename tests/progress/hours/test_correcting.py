"""Mistakes in the ledger are put right by counter-entries."""

from decimal import Decimal

import pytest

from college.people.models import User
from college.progress.hours import credit_lesson, totals
from college.progress.hours.correcting import CorrectionRefused, correct
from college.progress.models import HourCredit
from tests.factories import UserFactory
from tests.progress.cast import lessons_of
from tests.progress.hours.cast import a_rule, counting, enrolled, hours_of, watched

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def clerk() -> User:
    return UserFactory()


@pytest.fixture
def credit() -> HourCredit:
    lesson = lessons_of(counting(a_rule(), 7200.0))[0]
    return credit_lesson(watched(enrolled(UserFactory(), lesson), lesson, (0, 3600)).pk)[0]


def test_a_counter_entry_says_who_and_why_and_the_first_stays(credit: HourCredit, clerk: User) -> None:
    entry = correct(credit=credit, hours=Decimal("0.25"), by=clerk, reason=" 代看  视频 ")
    assert (entry.hours, entry.by, entry.reason) == (Decimal("-0.75"), clerk, "代看 视频")
    assert hours_of(credit.learner) == ["1.00", "-0.75"]
    assert totals(credit.learner, today=credit.day).years[0].credited == Decimal("0.25")


def test_a_second_correction_starts_from_the_first(credit: HourCredit, clerk: User) -> None:
    correct(credit=credit, hours=Decimal(0), by=clerk, reason="记错人")
    correct(credit=credit, hours=Decimal(1), by=clerk, reason="查实无误")
    assert hours_of(credit.learner) == ["1.00", "-1.00", "1.00"]


def test_what_was_taken_back_is_not_earned_again_by_the_same_seconds(credit: HourCredit, clerk: User) -> None:
    correct(credit=credit, hours=Decimal(0), by=clerk, reason="代看视频")
    row = credit.enrolment.lessons.get()
    credit_lesson(row.pk)
    credit_lesson(watched(credit.enrolment, row.lesson, (0, 5400)).pk)
    assert hours_of(credit.learner) == ["1.00", "-1.00", "0.50"]


@pytest.mark.parametrize(
    ("hours", "reason", "code"),
    [
        ("0.5", " ", "no-reason"),
        ("1", "多计", "same"),
        ("-1", "多计", "out-of-range"),
        ("1000", "少计", "out-of-range"),
    ],
)
def test_what_makes_no_sense_is_refused(credit: HourCredit, clerk: User, hours: str, reason: str, code: str) -> None:
    with pytest.raises(CorrectionRefused) as refused:
        correct(credit=credit, hours=Decimal(hours), by=clerk, reason=reason)
    assert refused.value.code == code
    assert hours_of(credit.learner) == ["1.00"]


def test_nobody_corrects_their_own_hours(credit: HourCredit) -> None:
    with pytest.raises(CorrectionRefused) as refused:
        correct(credit=credit, hours=Decimal(2), by=credit.learner, reason="少计")
    assert refused.value.code == "own"
    assert hours_of(credit.learner) == ["1.00"]


def test_a_correction_is_not_corrected_itself(credit: HourCredit, clerk: User) -> None:
    entry = correct(credit=credit, hours=Decimal(0), by=clerk, reason="多计")
    with pytest.raises(CorrectionRefused):
        correct(credit=entry, hours=Decimal(0), by=clerk, reason="多计")
