"""Which courses, of all that their groups let them edit, are a person's to edit."""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length, Substr
from wagtail.models import Page
from wagtail.query import PageQuerySet

from college.people.working import works_at_or_above

if TYPE_CHECKING:
    from college.people.models import User

KNOWN = "_courses_reached"
"""What is known of a person as long as their row is at hand, as Wagtail does with the permissions of groups."""


def reaches(user: "User", course: str) -> bool:
    """Whether the course at this path is theirs, by what is saved of it; all courses are looked at once a request."""
    from college.courses.models import CoursePage

    if user.is_superuser:
        return True
    if not user.is_active:
        return False
    known: dict[str, bool] = user.__dict__.setdefault(KNOWN, {})
    if course not in known:
        courses = CoursePage.objects.order_by().annotate(is_theirs=works_at_or_above(user, "provider__path"))
        known.update(courses.values_list("path", "is_theirs"))
    return known.get(course, False)


def within_reach(pages: PageQuerySet, user: "User") -> PageQuerySet:
    """Without the courses of other organisations and what is below them. No query of its own."""
    from college.courses.models import CoursePage

    if user.is_superuser:
        return pages
    above = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    elsewhere = CoursePage.objects.order_by().filter(~works_at_or_above(user, "provider__path"))
    return pages.exclude(Exists(elsewhere.filter(Q(path=OuterRef("path")) | Q(path=above))))
