from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

    from college.people.models import User

AT_ONCE = 500  # rows read from the database in one go
# What every room calls the same.
COMMON = {
    "id": _("编号"),
    "at": _("时间"),
    "action": _("操作"),
    "page": _("页面"),
    "text": _("内容"),
    "content": _("内容"),
}


@dataclass(frozen=True, kw_only=True)
class Held:
    """Rows of one kind that the college holds of a person.

    `columns` gives each value's key in the archive and where it is found from a row ("course__title"); `words` what a
    column is called, where the model does not say; `shown` how a value is written that JSON has no form for. `of`
    names the relations that lead to the person ("progress.Enrolment.learner").
    """

    key: str
    title: "StrPromise"
    rows: QuerySet[Any]
    of: tuple[str, ...]
    columns: Mapping[str, str]
    words: Mapping[str, "StrPromise"] = field(default_factory=dict)
    shown: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)

    def called(self) -> dict[str, str]:
        """What each column is called, in the language in use."""
        return {
            key: str(self.words.get(key) or COMMON.get(key) or self._name(lookup))
            for key, lookup in self.columns.items()
        }

    def _name(self, lookup: str) -> Any:
        return self.rows.model._meta.get_field(lookup.split("__")[0]).verbose_name

    def read(self) -> Iterator[dict[str, Any]]:
        for values in self.rows.values_list(*self.columns.values()).iterator(AT_ONCE):
            row = dict(zip(self.columns, values, strict=True))
            yield row | {key: show(row[key]) for key, show in self.shown.items()}


def plain(*names: str) -> dict[str, str]:
    """Columns that are fields of the row, under their own names."""
    return {name: name for name in names}


@dataclass(frozen=True)
class HeldFile:
    """A file for the archive; its bytes are read when it is their turn."""

    path: str
    title: "StrPromise"
    content: Callable[[], bytes]


def held_of(person: "User") -> list[Held | HeldFile]:
    """All that the rooms hold of a person. Nothing is read yet but the list of files."""
    return [held for contribute in hooks.get_hooks("person_data") for held in contribute(person)]


def left_out() -> dict[str, str]:
    """The relations to a person that are in no archive, each with the reason."""
    found: Iterable[dict[str, str]] = (say() for say in hooks.get_hooks("person_data_left_out"))
    return {relation: reason for reasons in found for relation, reason in reasons.items()}
