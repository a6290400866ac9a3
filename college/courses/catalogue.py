"""How a visitor narrows the catalogue: by programme and by audience, each choice a link of its own.

What stands on a leaf of it is the same for everybody: worked out once an edition.
"""

from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import cast

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.editions import Memory, per_edition
from college.courses.cards import as_cards
from college.courses.models import Audience, CoursePage, Programme, ProgrammeIndexPage
from college.courses.querysets import CourseQuerySet

PAGE_SIZE = 24
_shelves = Memory()


@dataclass(frozen=True)
class Choice:
    """One link of a filter: where it leads, how many courses are there, whether it is chosen."""

    key: str
    label: str
    query: str
    count: int | None
    is_chosen: bool


class Catalogue:
    """The published courses below a page, and what is chosen of them. Values that nothing goes by are ignored."""

    def __init__(self, page: ProgrammeIndexPage, query: QueryDict) -> None:
        self.page = page
        self.programmes, self.audiences = _programmes(), _audiences()
        self.programme = chosen(query.get("programme"), self.programmes)
        self.audience = chosen(query.get("audience"), self.audiences)

    @cached_property
    def courses(self) -> CourseQuerySet:
        return CoursePage.objects.live().public().descendant_of(self.page).in_language(get_language())

    @property
    def is_narrowed(self) -> bool:
        return bool(self.programme or self.audience)

    def matching(self) -> CourseQuerySet:
        return self.courses.of_programme(self.programme).for_audience(self.audience).in_order()

    def programme_choices(self) -> list[Choice]:
        return self._choices("programme", self.programmes, self.programme, self.courses.for_audience(self.audience))

    def audience_choices(self) -> list[Choice]:
        return self._choices("audience", self.audiences, self.audience, self.courses.of_programme(self.programme))

    def _choices(
        self, name: str, kinds: list[Programme] | list[Audience], current: str, courses: CourseQuerySet
    ) -> list[Choice]:
        """All, then every kind that has a course beside what else is chosen."""
        model = Programme if name == "programme" else Audience
        counted = model.objects.annotate(found=Count("courses", filter=Q(courses__in=courses.values("pk"))))
        found = dict(counted.values_list("slug", "found"))
        kept = [(kind.slug, kind.name) for kind in kinds if found.get(kind.slug) or kind.slug == current]
        choices = [
            Choice(f"{name}-{slug}", label, self.query(**{name: slug}), found[slug], slug == current)
            for slug, label in kept
        ]
        return [Choice(f"{name}-all", _("全部"), self.query(**{name: ""}), None, not current), *choices]

    def query(self, **changes: str) -> str:
        """The query string of what is chosen, with these changes."""
        chosen_now = {"programme": self.programme, "audience": self.audience, **changes}
        return "?" + urlencode({name: value for name, value in chosen_now.items() if value})


@dataclass(frozen=True)
class Shelf:
    """One leaf of a catalogue: its courses as cards, and the choices beside them."""

    leaf: Page
    courses: list[CoursePage]
    programmes: list[Choice]
    audiences: list[Choice]


def shelf(catalogue: Catalogue, number: str | None) -> Shelf:
    """The leaf of this number; the first or last one where there is none such."""
    where = (catalogue.page.pk, catalogue.programme, catalogue.audience, get_language())
    last = ceil(_shelves.recall(where, lambda: catalogue.matching().count()) / PAGE_SIZE) or 1
    wanted = int(number) if number and number.isascii() and number.isdigit() and len(number) < 5 else 1
    key = (*where, max(1, min(wanted, last)))
    return _shelves.recall(key, lambda: _drawn(catalogue, key[-1]))


def _drawn(catalogue: Catalogue, number: int) -> Shelf:
    leaf = Paginator(catalogue.matching(), PAGE_SIZE).get_page(number)
    courses = as_cards(cast(CourseQuerySet, leaf.object_list))
    return Shelf(leaf, courses, catalogue.programme_choices(), catalogue.audience_choices())


@per_edition
def _programmes() -> list[Programme]:
    return list(Programme.objects.all())


@per_edition
def _audiences() -> list[Audience]:
    return list(Audience.objects.all())


def chosen(slug: str | None, kinds: list[Programme] | list[Audience]) -> str:
    return slug if slug and slug in {kind.slug for kind in kinds} else ""
