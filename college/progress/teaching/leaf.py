"""One page of a list, found by where the last one ended: the last page costs what the first does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from college.progress.models import Enrolment
from college.progress.querysets import EnrolmentQuerySet

PAGE = 50
SORTS = {
    "-active_at": _("最近学习的在前"),
    "active_at": _("最久没学的在前"),
    "-enrolled_at": _("最近报名的在前"),
    "enrolled_at": _("最早报名的在前"),
    "-lessons_done": _("学得多的在前"),
    "lessons_done": _("学得少的在前"),
}
DEFAULT = "-active_at"
MOMENT = "%Y%m%d%H%M%S%f"


@dataclass(frozen=True)
class Leaf:
    """`before` and `after` are what the addresses of its neighbours say; empty where there is none."""

    enrolments: Sequence[Enrolment]
    before: str = ""
    after: str = ""


def leaf(found: EnrolmentQuerySet, *, sort: str, before: str = "", after: str = "") -> Leaf:
    """Fifty of these. A place that cannot be read is that of the first page."""
    is_back = bool(before)
    place = _place(before or after, sort)
    rows = _next(found, sort=_reversed(sort) if is_back else sort, place=place)
    has_more, rows = len(rows) > PAGE, rows[:PAGE]
    if is_back:
        rows.reverse()
    if not rows:
        return Leaf(rows)
    has_before = has_more if is_back else place is not None
    has_after = has_more if not is_back or place is None else True
    return Leaf(rows, _name(rows[0], sort) if has_before else "", _name(rows[-1], sort) if has_after else "")


def _next(found: EnrolmentQuerySet, *, sort: str, place: tuple[Any, int] | None) -> list[Enrolment]:
    field, down = sort.removeprefix("-"), sort.startswith("-")
    if place:
        value, pk = place
        beyond = "lt" if down else "gt"
        # The first half alone is what an index is searched by.
        found = found.filter(
            Q(**{f"{field}__{beyond}e": value}) & (Q(**{f"{field}__{beyond}": value}) | Q(**{f"pk__{beyond}": pk}))
        )
    return list(found.order_by(sort, "-pk" if down else "pk")[: PAGE + 1])


def _reversed(sort: str) -> str:
    return sort.removeprefix("-") if sort.startswith("-") else f"-{sort}"


def _name(enrolment: Enrolment, sort: str) -> str:
    value = getattr(enrolment, sort.removeprefix("-"))
    if isinstance(value, datetime):
        value = value.astimezone(UTC).strftime(MOMENT)
    return f"{value}-{enrolment.pk}"


def _place(name: str, sort: str) -> tuple[Any, int] | None:
    value, _dash, pk = name.partition("-")
    try:
        number = int(pk)
        if sort.endswith("_at"):
            return datetime.strptime(value, MOMENT).replace(tzinfo=UTC), number
        return int(value), number
    except ValueError:
        return None
