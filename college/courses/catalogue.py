"""How a visitor narrows the catalogue: by programme and by audience, each choice a link of its own."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from college.courses.models import Audience, CoursePage, Programme, ProgrammeIndexPage
from college.courses.querysets import CourseQuerySet


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
        self.courses: CourseQuerySet = CoursePage.objects.live().public().descendant_of(page)
        self.programmes = list(Programme.objects.all())
        self.audiences = list(Audience.objects.all())
        self.programme = chosen(query.get("programme"), self.programmes)
        self.audience = chosen(query.get("audience"), self.audiences)

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


def chosen(slug: str | None, kinds: list[Programme] | list[Audience]) -> str:
    return slug if slug and slug in {kind.slug for kind in kinds} else ""
