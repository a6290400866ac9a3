from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Length, Substr
from wagtail.models import PageManager, PageQuerySet

from cms.models import Picture

if TYPE_CHECKING:
    from college.courses.models import CoursePage

# The sizes in which a card's cover is drawn; prefetched together with the pictures.
COVER_SPECS = [f"fill-{width}x{height}|format-webp" for width, height in ((480, 320), (960, 640))]


class CourseQuerySet(PageQuerySet):
    def of_programme(self, slug: str) -> "CourseQuerySet":
        return self.filter(programme__slug=slug) if slug else self

    def for_audience(self, slug: str) -> "CourseQuerySet":
        return self.filter(audiences__slug=slug) if slug else self

    def in_language(self, language: str | None) -> "CourseQuerySet":
        """Each course once: in this language if it is among these, else as it was written."""
        others = self.filter(translation_key=OuterRef("translation_key"), locale__language_code=language)
        return self.filter(Q(locale__language_code=language) | ~Exists(others))

    def in_order(self) -> "CourseQuerySet":
        return self.order_by("programme__order", "programme__name", "path")

    def newest(self) -> "CourseQuerySet":
        return self.order_by("-first_published_at", "-pk")

    def with_covers(self) -> "CourseQuerySet":
        """Ready for cards: no further query for programme, cover or the cover's renditions."""
        covers = Picture.objects.prefetch_renditions(*COVER_SPECS)
        return self.select_related("programme").prefetch_related(Prefetch("cover", covers))


class LessonQuerySet(PageQuerySet):
    def of(self, courses: Iterable["CoursePage"]) -> "LessonQuerySet":
        """The live lessons of these courses, in order."""
        below = [self.child_of_q(course) for course in courses]
        return self.live().filter(reduce(or_, below)).order_by("path") if below else self.none()

    def closed_to_strangers(self) -> "LessonQuerySet":
        """The lessons of which someone who is not signed in may read the teaser only."""
        from college.courses.models import CoursePage

        course = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - CoursePage.steplen)
        return self.filter(Exists(CoursePage.objects.filter(path=course, access=CoursePage.Access.MEMBERS)))


CourseManager = PageManager.from_queryset(CourseQuerySet)
LessonManager = PageManager.from_queryset(LessonQuerySet)
