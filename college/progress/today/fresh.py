"""What is new for a person: courses that came lately and are meant for who they are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language

from cms.editions import per_edition
from cms.restrictions import restricted_paths
from college.courses.gates import date_gate
from college.courses.models import CoursePage
from college.courses.visible import refused_paths

if TYPE_CHECKING:
    from college.people.models import User

LATELY = timedelta(days=60)
SHOWN = 3


@dataclass(frozen=True)
class NewCourse:
    page: CoursePage
    kinds: frozenset[str] | None
    """Whose it is, as `StaffKind` values; None for everybody's."""

    def is_for(self, kinds: Collection[str]) -> bool:
        return self.kinds is None or not self.kinds.isdisjoint(kinds)


def new_for(learner: "User", now: datetime, *, enrolled: Collection[int]) -> list[CoursePage]:
    """The newest they are not enrolled in, may see, and can learn in now: at most SHOWN."""
    lately = [course for course in _lately(get_language()) if not date_gate(course.page, now)]
    if not lately:
        return []
    kinds = learner.kinds if any(course.kinds for course in lately) else set()
    refused = tuple(refused_paths(learner, restricted_paths()))
    found = [course.page for course in lately if course.is_for(kinds) and course.page.pk not in enrolled]
    return [page for page in found if not page.path.startswith(refused)][:SHOWN]


@per_edition
def _lately(language: str | None) -> list[NewCourse]:
    """In this language first: a translation that came lately does not make an older course new."""
    courses = CoursePage.objects.live().in_language(language)
    found = (
        courses.filter(first_published_at__gte=timezone.now() - LATELY, numchild__gt=0)
        .newest()
        .select_related("programme")
        .prefetch_related("audiences")
        .defer_streamfields()
    )
    return [NewCourse(course, _kinds_of(course)) for course in found]


def _kinds_of(course: CoursePage) -> frozenset[str] | None:
    """An audience of which no kinds are said is everybody; and so is no audience."""
    audiences = [audience.kinds for audience in course.audiences.all()]
    return frozenset().union(*audiences) if audiences and all(audiences) else None
