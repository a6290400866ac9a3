"""What a person has of hours: by calendar year, and by the periods of the targets that they are asked to meet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db.models import Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from college.courses.hours import plain
from college.progress.hours.periods import Period, spans
from college.progress.models import HourCredit, LearnerTarget

if TYPE_CHECKING:
    from college.people.models import User

PERIODS_SHOWN = 4


@dataclass(frozen=True)
class YearTotal:
    year: int
    credited: Decimal

    @property
    def hours(self) -> str:
        return plain(self.credited)


@dataclass(frozen=True)
class PeriodTotal:
    """What one period of a target has, from `start` to `last`, both included."""

    years: int
    start: date
    last: date
    asked: Decimal
    credited: Decimal

    @property
    def missing(self) -> Decimal:
        return max(Decimal(0), self.asked - self.credited)

    @property
    def percent(self) -> int:
        return min(100, int(100 * self.credited / self.asked)) if self.asked else 100

    @property
    def words(self) -> str:
        """“三年要求 72 学时，已有 41.5，还差 30.5”."""
        figures = {"asked": plain(self.asked), "credited": plain(self.credited), "missing": plain(self.missing)}
        if self.missing:
            rest = _("要求 %(asked)s 学时，已有 %(credited)s，还差 %(missing)s") % figures
        else:
            rest = _("要求 %(asked)s 学时，已有 %(credited)s，已经够了") % figures
        return _("%(span)s%(rest)s") % {"span": _span_words(self.years), "rest": rest}


@dataclass(frozen=True)
class TargetTotal:
    """A learner's target; its period of today, and those before it since registration, the latest first."""

    target: LearnerTarget
    current: PeriodTotal
    earlier: list[PeriodTotal]

    @property
    def name(self) -> str:
        return self.target.target.name


@dataclass(frozen=True)
class Totals:
    """`years` the latest first, only those with entries and the current one; `targets` by name."""

    years: list[YearTotal]
    targets: list[TargetTotal]


def totals(learner: "User", *, today: date | None = None) -> Totals:
    """Two queries, however long the ledger."""
    today = today or localdate()
    entries = HourCredit.objects.filter(learner=learner).order_by().values_list("day")
    by_day: dict[date, Decimal] = dict(entries.annotate(hours=Sum("hours")))
    years = sorted({day.year for day in by_day} | {today.year}, reverse=True)
    targets = LearnerTarget.objects.filter(learner=learner).select_related("target").order_by("target__name")
    return Totals(
        [YearTotal(year, _sum(by_day, date(year, 1, 1), date(year, 12, 31))) for year in years],
        [_target_total(target, by_day, today) for target in targets],
    )


def _target_total(own: LearnerTarget, by_day: Mapping[date, Decimal], today: date) -> TargetTotal:
    target = own.target
    # What is asked every year is asked by calendar year, whenever somebody registered.
    since = own.since.replace(month=1, day=1) if target.years == 1 else own.since

    def total(period: Period) -> PeriodTotal:
        credited = _sum(by_day, period.start, period.last)
        return PeriodTotal(target.years, period.start, period.last, target.hours, credited)

    current, *earlier = map(total, islice(spans(since, target.years, today), PERIODS_SHOWN))
    return TargetTotal(own, current, earlier)


def _sum(by_day: Mapping[date, Decimal], first: date, last: date) -> Decimal:
    return sum((hours for day, hours in by_day.items() if first <= day <= last), Decimal(0))


def _span_words(years: int) -> str:
    match years:
        case 1:
            return pgettext("hours asked", "每年")
        case 3:
            return pgettext("hours asked", "三年")
        case _n:
            return pgettext("hours asked", "%(years)s 年") % {"years": years}


def context(learner: "User") -> dict[str, Any]:
    """What the template progress/hours/_totals.html shows."""
    return {"hour_totals": totals(learner)}
