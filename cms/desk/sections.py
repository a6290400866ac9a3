"""What rooms put on the desk: sections of things that wait, told in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.urls import reverse
from django.utils.functional import Promise
from wagtail import hooks

from college.people.models import User

SHOWN = 5
"""Of each section, on the desk."""


@dataclass(frozen=True)
class Item:
    """`title` leads to `url`; `place`: what it belongs to; `words`: why it waits. `kind`: "failed", "working" or empty;
    `percent` of work that goes on."""

    title: str
    url: str
    words: str = ""
    place: str = ""
    kind: str = ""
    percent: int | None = None


class Section:
    """Things of one kind. One query for the rows, and none or few for what is told of them, however many there are."""

    key: str
    title: str | Promise
    order = 100
    is_waiting = True
    """Whether something is to be done about them; others are only ways to get somewhere."""

    def __init__(self, user: User) -> None:
        self.user = user

    def rows(self) -> QuerySet[Any] | Sequence[Any]:
        """What this person may act on, the most pressing first."""
        raise NotImplementedError

    def items(self, rows: Sequence[Any]) -> list[Item]:
        """Some of the rows, in words."""
        raise NotImplementedError

    @property
    def all_url(self) -> str:
        return reverse("desk:section", args=[self.key])


class Shown:
    """The first few of a section, and how many there are in all; one query, beside what is told of them."""

    def __init__(self, section: Section) -> None:
        self.section = section
        rows = section.rows()
        if isinstance(rows, QuerySet):
            first = list(rows.annotate(in_all=Window(Count("pk")))[:SHOWN])
            self.count: int = first[0].in_all if first else 0
        else:
            first, self.count = list(rows[:SHOWN]), len(rows)
        self.items = section.items(first)

    @property
    def is_more(self) -> bool:
        return self.count > len(self.items)


def sections(user: User) -> list[Section]:
    found = [section for contribute in hooks.get_hooks("desk_sections") for section in contribute(user)]
    return sorted(found, key=lambda section: section.order)
