"""What would come of a list, row by row, before anything is done."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from college.certificates.lists import columns
from college.certificates.lists.columns import heading
from college.certificates.lists.matching import NotFound, People
from college.certificates.lists.reading import Entry
from college.certificates.models import Award, Certificate, Nomination
from college.people.models import User
from college.spreadsheets import Misfit


@dataclass(frozen=True)
class Given:
    """A row of which something would come, and to whom."""

    entry: Entry
    person: User
    before: Certificate | None
    """What they have already, and would keep instead of another."""
    remarks: list[str] = field(default_factory=list)
    """What the editor should look at."""

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def places(self) -> list[str]:
        return list(dict.fromkeys(each.organisation.name for each in self.person.memberships.all()))

    @property
    def learned(self) -> str:
        """From when until when, as far as it is said."""
        said = (self.entry.details.learned_from, self.entry.details.learned_until)
        return " – ".join(date_format(day, "Y-m-d") for day in said if day)

    def as_json(self) -> dict[str, Any]:
        return {"row": self.entry.row, "person": self.person.pk, "details": self.entry.details.as_json()}


@dataclass
class Plan:
    rows: list[Given] = field(default_factory=list)
    misfits: list[Misfit] = field(default_factory=list)

    @property
    def new(self) -> list[Given]:
        return [row for row in self.rows if row.is_new]

    @property
    def kept(self) -> list[Given]:
        return [row for row in self.rows if not row.is_new]

    @property
    def remarkable(self) -> list[Given]:
        return [row for row in self.rows if row.remarks]

    @property
    def fingerprint(self) -> str:
        """Differs when the same list would do something else, for somebody has changed something meanwhile."""
        does = [row.as_json() | {"before": row.before and row.before.pk} for row in self.rows]
        return sha256(json.dumps(does, sort_keys=True).encode()).hexdigest()


def plan_for(*, entries: list[Entry], award: Award, occasion: str, editor: User) -> Plan:
    """The same few queries, however many rows there are."""
    return Planner(entries, award, occasion, editor).plan()


class Planner:
    def __init__(self, entries: list[Entry], award: Award, occasion: str, editor: User) -> None:
        self.entries, self.award = entries, award
        self.people = People(entries, editor)
        keys = [person.pk for person in self.people.by_account.values()]
        self.certificates = last_of(award.certificates.filter(holder__in=keys, occasion=occasion), "holder_id")
        waiting = award.nominations.filter(person__in=keys, occasion=occasion, state__in=Nomination.OPEN)
        self.nominated = set(waiting.values_list("person", flat=True))
        self.seen: dict[int, int] = {}

    def plan(self) -> Plan:
        plan = Plan()
        for entry in self.entries:
            try:
                plan.rows.append(self.given(entry))
            except NotFound as error:
                plan.misfits.append(Misfit(entry.row, heading(error.column), error.sentence))
        return plan

    def given(self, entry: Entry) -> Given:
        """Raises NotFound."""
        person = self.people.meant_by(entry)
        if (before := self.seen.setdefault(person.pk, entry.row)) != entry.row:
            raise NotFound(columns.NAME, _("和第 %(row)s 行是同一个人。") % {"row": before})
        if not {each.kind for each in person.memberships.all()} & set(self.award.kinds):
            words = _("这种证书只发给%(kinds)s，这个人没有这样的身份。")
            raise NotFound(columns.NAME, words % {"kinds": _("、").join(self.award.kind_labels)})
        held = self.certificates.get(person.pk)
        if held and held.revoked_at:
            words = _("这个人的证书 %(serial)s 已经撤销，不能用名单再发。")
            raise NotFound(columns.NAME, words % {"serial": held.serial})
        if person.pk in self.nominated:
            raise NotFound(columns.NAME, _("这个人已经提名，正在等审核或公示，不能用名单再发。"))
        return Given(entry, person, held, list(self.remarks(entry, held)))

    def remarks(self, entry: Entry, held: Certificate | None) -> Iterable[str]:
        if held:
            yield _("已经有证书 %(serial)s（%(state)s），不再发。") % {"serial": held.serial, "state": held.state_label}
        if not entry.account:
            yield _("没有写手机号或登录名，是按姓名找到的。")


def last_of(rows: QuerySet[Any], key: str) -> dict[int, Any]:
    """The last row of each person."""
    return {getattr(row, key): row for row in rows.order_by("pk")}
