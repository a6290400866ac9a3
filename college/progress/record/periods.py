"""The calendar years, or all of them together, that a record is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from college.people.models import User

ALL = "all"


@dataclass(frozen=True)
class Period:
    """A calendar year in local time; all time without one."""

    year: int | None = None

    @property
    def key(self) -> str:
        return str(self.year or ALL)

    @property
    def words(self) -> str:
        return _("%(year)s年") % {"year": self.year} if self.year else _("全部")

    def includes(self, moment: datetime | None) -> bool:
        return moment is not None and self.year in (None, localtime(moment).year)

    def holds(self, field: str) -> Q:
        """That this moment falls into the period."""
        return self.begun_before_end(field) & self.lasts_into(field)

    def begun_before_end(self, field: str) -> Q:
        return Q(**{f"{field}__lt": _new_year(self.year + 1)}) if self.year else Q()

    def lasts_into(self, field: str) -> Q:
        return Q(**{f"{field}__gte": _new_year(self.year)}) if self.year else Q()

    def holds_day(self, field: str) -> Q:
        """The same of a date."""
        return Q(**{f"{field}__range": (date(self.year, 1, 1), date(self.year, 12, 31))}) if self.year else Q()


def periods_of(user: "User", now: datetime) -> list[Period]:
    """Every year since they joined, the latest first, then all."""
    years = range(localtime(now).year, localtime(user.date_joined).year - 1, -1)
    return [*map(Period, years), Period()]


def chosen(key: str | None, periods: Iterable[Period]) -> Period | None:
    return next((period for period in periods if period.key == key), None)


def _new_year(year: int) -> datetime:
    return make_aware(datetime(year, 1, 1))
