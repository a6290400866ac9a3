"""The periods in which the same content counts once, and those that targets ask hours for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from college.courses.models import HourRule

Once = HourRule.Once
EVER = "ever"

FIRST_TRIPLE = date(2009, 1, 1)
"""Where nobody has registered, three years are 2009–2011 … 2024–2026, 2027–2029: counted from the year in which
《社会工作者继续教育办法》(民发〔2009〕123号) set them as the span of one registration."""


@dataclass(frozen=True)
class Period:
    """The days from `start` up to, but without, `end`; `name` is how the ledger keeps it."""

    name: str
    start: date
    end: date

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)


def period_of(once: str, day: date, *, since: date | None = None) -> Period:
    """That which this day is in. Three years are counted `since` the learner's registration, if there is one."""
    match once:
        case Once.DAY:
            return Period(day.isoformat(), day, day + timedelta(days=1))
        case Once.YEAR:
            return span(day.replace(month=1, day=1), 1, day)
        case Once.THREE_YEARS:
            return span(since or FIRST_TRIPLE, 3, day)
        case _ever:
            return Period(EVER, date.min, date.max)


def holds(name: str, day: date) -> bool:
    """Whether the period that the ledger keeps under this name has the day in it."""
    if name == EVER:
        return True
    start, _slash, years = name.partition("/")
    first = date.fromisoformat(start)
    return first <= day < anniversary(first, int(years)) if years else first == day


def span(since: date, years: int, day: date) -> Period:
    """The period of so many years that the day is in, when one begins on `since`."""
    passed = day.year - since.year - (anniversary(since, day.year - since.year) > day)
    first = passed // years * years
    start = anniversary(since, first)
    return Period(f"{start.isoformat()}/{years}", start, anniversary(since, first + years))


def spans(since: date, years: int, until: date) -> Iterator[Period]:
    """All from that which holds `until` back to that which begins on `since`."""
    period = span(since, years, max(since, until))
    while period.start >= since:
        yield period
        period = span(since, years, period.start - timedelta(days=1))


def anniversary(since: date, years: int) -> date:
    """The same day so many years later; 1 March for 29 February."""
    try:
        return since.replace(year=since.year + years)
    except ValueError:
        return date(since.year + years, 3, 1)
