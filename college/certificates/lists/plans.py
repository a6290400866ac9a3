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

ISSUED, REVIEWED, SHOWN = "issued", "reviewed", "shown"
"""What comes of a list: certificates, or nominations that wait for a reviewer or are shown to the public."""


def outcome_of(award: Award) -> str:
    if award.needs_approval:
        return REVIEWED
    return SHOWN if award.publicity_days else ISSUED


@dataclass(frozen=True)
class Given:
    """A row of which something would come, and to whom."""

    entry: Entry
    person: User
    before: Certificate | Nomination | None
    """What they have already, or are nominated for, and would keep instead of another."""
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
    outcome: str = ISSUED
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
        does = [
            row.as_json() | {"before": row.before and [row.before._meta.model_name, row.before.pk]} for row in self.rows
        ]
        return sha256(json.dumps([does, self.outcome], sort_keys=True).encode()).hexdigest()


def plan_for(*, entries: list[Entry], award: Award, occasion: str, editor: User) -> Plan:
    """The same few queries, however many rows there are."""
    return Planner(entries, award, occasion, editor).plan()


class Planner:
    def __init__(self, entries: list[Entry], award: Award, occasion: str, editor: User) -> None:
        self.entries, self.award = entries, award
        self.people = People(entries, editor)
        keys = [person.pk for person in self.people.by_account.values()]
        self.certificates = last_of(award.certificates.filter(holder__in=keys, occasion=occasion), "holder_id")
        self.nominations = last_of(award.nominations.open().filter(person__in=keys, occasion=occasion), "person_id")
        self.seen: dict[int, int] = {}

    def plan(self) -> Plan:
        plan = Plan(outcome_of(self.award))
        for entry in self.entries:
            try:
                plan.rows.append(self.given(entry))
            except NotFound as error:
                plan.misfits.append(Misfit(entry.row, heading(error.column), error.sentence))
        return plan

    def given(self, entry: Entry) -> Given:
        """Raises NotFound."""
        person = self.people.meant_by(entry)
        if (above := self.seen.setdefault(person.pk, entry.row)) != entry.row:
            raise NotFound(columns.NAME, _("和第 %(row)s 行是同一个人。") % {"row": above})
        if not {each.kind for each in person.memberships.all()} & set(self.award.kinds):
            words = _("这种证书只发给%(kinds)s，这个人没有这样的身份。")
            raise NotFound(columns.NAME, words % {"kinds": _("、").join(self.award.kind_labels)})
        held = self.certificates.get(person.pk)
        if held and held.revoked_at:
            words = _("这个人的证书 %(serial)s 已经撤销，不能用名单再发。")
            raise NotFound(columns.NAME, words % {"serial": held.serial})
        nominated = self.nominations.get(person.pk)
        if nominated and not self.award.asks_somebody:
            raise NotFound(columns.NAME, _("这个人已经提名，正在等审核或公示，不能用名单再发。"))
        before = held or nominated
        return Given(entry, person, before, list(self.remarks(entry, before)))

    def remarks(self, entry: Entry, before: Certificate | Nomination | None) -> Iterable[str]:
        if isinstance(before, Certificate):
            said = {"serial": before.serial, "state": before.state_label}
            yield _("已经有证书 %(serial)s（%(state)s），不再发。") % said
        elif before:
            yield _("已经提名（%(state)s），不再提。") % {"state": before.get_state_display()}
        if not entry.account:
            yield _("没有写手机号或登录名，是按姓名找到的。")


def last_of(rows: QuerySet[Any], key: str) -> dict[int, Any]:
    """The last row of each person."""
    return {getattr(row, key): row for row in rows.order_by("pk")}
