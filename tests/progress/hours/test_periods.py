"""The periods in which content counts once and hours are asked."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from college.progress.hours.periods import Once, holds, period_of, span, spans

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("once", "start", "last"),
    [
        (Once.DAY, date(2026, 11, 23), date(2026, 11, 23)),
        (Once.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
        (Once.THREE_YEARS, date(2024, 1, 1), date(2026, 12, 31)),
    ],
)
def test_without_a_registration_periods_follow_the_calendar(once: str, start: date, last: date) -> None:
    period = period_of(once, date(2026, 11, 23))
    assert (period.start, period.last) == (start, last)


@given(since=DAYS, years=st.integers(1, 5), day=DAYS)
def test_every_day_is_in_one_period_of_its_length(since: date, years: int, day: date) -> None:
    period = span(since, years, day)
    assert period.start <= day < period.end
    assert abs((period.end - period.start).days - 365.25 * years) < 2
    assert span(since, years, period.last) == period
    assert span(since, years, period.end).start == period.end


@given(since=DAYS, years=st.integers(1, 3), days=st.integers(0, 8000))
def test_periods_go_back_without_a_gap_to_registration(since: date, years: int, days: int) -> None:
    found = list(spans(since, years, since + timedelta(days=days)))
    assert found[-1].start == since
    assert all(later.start == earlier.end for later, earlier in pairwise(found))


@given(once=st.sampled_from(list(Once)), since=DAYS, day=DAYS, other=DAYS)
def test_the_name_that_the_ledger_keeps_tells_the_days_of_a_period(
    once: str, since: date, day: date, other: date
) -> None:
    period = period_of(once, day, since=since)
    assert holds(period.name, other) == (period.start <= other < period.end)


def test_who_registers_on_the_29_of_february_begins_again_on_the_first_of_march() -> None:
    assert span(date(2024, 2, 29), 3, date(2026, 1, 1)).end == date(2027, 3, 1)


def test_who_registers_next_month_has_a_first_period_already() -> None:
    assert [each.start for each in spans(date(2026, 12, 1), 3, date(2026, 11, 23))] == [date(2026, 12, 1)]
