"""Whom a teacher sees.

A course's pages open to whose groups let them edit its page, wherever they work, for people of theirs may learn in the
course of another organisation; and to whoever has `progress.view_enrolment`. Of its learners they see

- everybody, when they are a superuser, or when the organisation that provides the course is one they work in or stands
  below one: it is their own course;
- otherwise those who belong to an organisation they work in, or to one below it.

What it is to work in an organisation: see `college.people.working`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.http import Http404
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from college.courses.models import CoursePage
from college.people.models import Membership, Organisation, User
from college.people.working import paths_of as paths_of
from college.people.working import works_at_or_above
from college.progress.models import Enrolment
from college.progress.querysets import EnrolmentQuerySet


@dataclass(frozen=True)
class Classroom:
    """The learners of one course that one teacher sees."""

    course: CoursePage
    places: tuple[str, ...] | None
    """Paths of the organisations whose people they are; None for everybody."""

    @property
    def is_whole(self) -> bool:
        return self.places is None

    def covers(self, path: str) -> bool:
        return self.places is None or path.startswith(self.places)

    def enrolments(self) -> EnrolmentQuerySet:
        return Enrolment.objects.filter(enrolled_in([self]))


def enrolled_in(classrooms: Iterable[Classroom]) -> Q:
    """The enrolments of one teacher's classrooms, however many, with one look at the organisations."""
    classrooms = list(classrooms)
    whole = [room.course.pk for room in classrooms if room.places is None]
    partial = [room for room in classrooms if room.places is not None]
    seen = Q(course__in=whole)
    if partial:
        seen |= Q(course__in=[room.course.pk for room in partial], learner__in=people_in(partial[0].places or ()))
    return seen


def people_in(paths: Iterable[str]) -> QuerySet[Membership, Any]:
    """Who belongs to one of these organisations or to one below."""
    return Membership.objects.filter(inside(paths)).values("user")


def inside(paths: Iterable[str]) -> Q:
    """Of memberships: in one of these organisations or below. Nobody's, when there is none."""
    return reduce(or_, [Q(organisation__path__startswith=path) for path in paths], Q(pk__in=[]))


def classroom(user: User, pk: int) -> Classroom:
    """404 for whoever may not see the course's learners at all."""
    course = CoursePage.objects.filter(pk=pk).select_related("provider").defer_streamfields().first()
    if course is None or not (user.has_perm("progress.view_enrolment") or edits_by_group(user, course)):
        raise Http404
    return classrooms(user, [course])[0]


def edits_by_group(user: User, course: CoursePage) -> bool:
    may: bool = PagePermissionPolicy().user_has_permission_for_instance(user, "change", course)
    return may and user.has_perm("wagtailadmin.access_admin")


def classrooms(user: User, courses: Iterable[CoursePage]) -> list[Classroom]:
    """Of courses that `courses_of` lists, with their providers; one query."""
    if user.is_superuser:
        return [Classroom(course, None) for course in courses]
    paths = paths_of(user)
    return [Classroom(course, None if course.provider.path.startswith(paths) else paths) for course in courses]


def courses_of(user: User) -> QuerySet[CoursePage]:
    """The courses whose learners this person may look at: those of their own organisations first, then by title."""
    own = reduce(or_, [Q(provider__path__startswith=path) for path in paths_of(user)], Q(pk__in=[]))
    place = Case(When(own, then=0), default=1)
    return _open_to(user).select_related("provider").defer_streamfields().order_by(place, "title", "pk")


def _open_to(user: User) -> PageQuerySet:
    if user.has_perm("progress.view_enrolment"):
        return CoursePage.objects.all()
    return PagePermissionPolicy(CoursePage).instances_user_has_permission_for(user, "change")


def enrolments_seen_by(user: User) -> EnrolmentQuerySet:
    """In all courses of theirs. A part of a larger query: where they work is not asked for beforehand, and looked up
    once, whatever it is a part of."""
    if user.is_superuser:
        return Enrolment.objects.all()
    places = Organisation.objects.filter(works_at_or_above(user, "path")).order_by().values("pk")
    courses = _open_to(user).order_by()
    people = Membership.objects.filter(organisation__in=places).values("user")
    own = Q(course__in=courses.filter(provider__in=places).values("pk"))
    return Enrolment.objects.filter(own | Q(course__in=courses.values("pk"), learner__in=people))


def teaches(user: User) -> bool:
    """Whether there may be a course for them to look at; no query for a person whose permissions are known."""
    return user.has_perm("progress.view_enrolment") or PagePermissionPolicy().user_has_permission(user, "change")
