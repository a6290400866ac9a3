"""What a record is asked for: a calendar year, the years of a registration, or all time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _

from college.progress.hours.periods import spans

if TYPE_CHECKING:
    from college.people.models import User

ALL = "all"
REGISTRATIONS_SHOWN = 2


@dataclass(frozen=True)
class Period:
    """The days from `start` up to, but without, `end`, in local time; all time without them."""

    start: date | None = None
    end: date | None = None

    @classmethod
    def of(cls, year: int) -> "Period":
        return cls(date(year, 1, 1), date(year + 1, 1, 1))

    @property
    def key(self) -> str:
        if self.start is None:
            return ALL
        return str(self.start.year) if self._is_year else f"{self.start}_{self._last}"

    @property
    def words(self) -> str:
        if self.start is None:
            return _("全部")
        if self._is_year:
            return _("%(year)s年") % {"year": self.start.year}
        first, last = (date_format(day, "DATE_FORMAT") for day in (self.start, self._last))
        return _("%(first)s至%(last)s") % {"first": first, "last": last}

    @property
    def _is_year(self) -> bool:
        return self.start is not None and self == Period.of(self.start.year)

    @property
    def _last(self) -> date:
        return (self.end or date.max) - timedelta(days=1)

    def includes(self, moment: datetime | None) -> bool:
        return moment is not None and (self.start or date.min) <= localdate(moment) < (self.end or date.max)

    def holds(self, field: str) -> Q:
        """That this moment falls into the period."""
        return self.begun_before_end(field) & self.lasts_into(field)

    def begun_before_end(self, field: str) -> Q:
        return Q(**{f"{field}__lt": _midnight(self.end)}) if self.end else Q()

    def lasts_into(self, field: str) -> Q:
        return Q(**{f"{field}__gte": _midnight(self.start)}) if self.start else Q()

    def holds_day(self, field: str) -> Q:
        """The same of a date."""
        return Q(**{f"{field}__range": (self.start, self._last)}) if self.start else Q()


def periods_of(user: "User", now: datetime) -> list[Period]:
    """Every year since they joined, the latest first, then the years of their registrations, then all. One query."""
    years = range(localdate(now).year, localdate(user.date_joined).year - 1, -1)
    return [*map(Period.of, years), *_registrations(user, localdate(now)), Period()]


def _registrations(user: "User", today: date) -> list[Period]:
    """Of several years, as the targets say that are asked of them: that which holds today, and the one before."""
    asked = user.hour_targets.filter(target__years__gt=1).values_list("since", "target__years")
    found = (span for since, years in asked for span in islice(spans(since, years, today), REGISTRATIONS_SHOWN))
    return [Period(*days) for days in sorted({(span.start, span.end) for span in found}, reverse=True)]


def chosen(key: str | None, periods: Iterable[Period]) -> Period | None:
    return next((period for period in periods if period.key == key), None)


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
