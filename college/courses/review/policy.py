"""Wagtail's permissions for pages, by group, narrowed to where a person works.

Registered for all pages, so that the explorer, reports, searches and choosers of the admin follow it, too.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from college.courses.review.reach import reaches, within_reach
from college.people.models import Membership
from college.people.querysets import UserQuerySet
from college.people.working import WORKERS, paths_down_to

if TYPE_CHECKING:
    from college.people.models import User


class OrganisationsPolicy(PagePermissionPolicy):
    def user_has_any_permission_for_instance(self, user: "User", actions: Collection[str], instance: Page) -> bool:
        may = super().user_has_any_permission_for_instance(user, actions, instance)
        return may and is_theirs(user, instance)

    def instances_user_has_any_permission_for(self, user: "User", actions: Collection[str]) -> PageQuerySet:
        return within_reach(super().instances_user_has_any_permission_for(user, actions), user)

    def explorable_instances(self, user: "User") -> PageQuerySet:
        return within_reach(super().explorable_instances(user), user)

    def users_with_any_permission_for_instance(
        self, actions: Collection[str], instance: Page, include_superusers: bool = True
    ) -> UserQuerySet:
        found: UserQuerySet = super().users_with_any_permission_for_instance(actions, instance, include_superusers)
        course = course_path(instance)
        if course is None:
            return found
        from college.courses.models import CoursePage

        provider = CoursePage.objects.filter(path=course).values_list("provider__path", flat=True).first() or ""
        places = Membership.objects.filter(kind__in=WORKERS, organisation__path__in=paths_down_to(provider))
        return found.filter(Q(is_superuser=True) | Exists(places.filter(user=OuterRef("pk"))))


class OrganisationsTester(PagePermissionTester):
    """Of a course or a lesson: who works elsewhere has no permission for it, whatever their groups."""

    def __init__(self, user: "User", page: Page) -> None:
        super().__init__(user, page)
        if not is_theirs(user, page):
            self.permissions: set[str] = set()


class InOrganisations:
    """For pages that are a course or a part of one."""

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return OrganisationsTester(user, self)


def is_theirs(user: "User", page: Page) -> bool:
    course = course_path(page)
    return course is None or reaches(user, course)


def course_path(page: Page) -> str | None:
    """Of the course that a page is, or belongs to; None for pages beside the courses."""
    from college.courses.models import CoursePage, LessonPage

    kind = page.specific_class
    if kind is CoursePage:
        return page.path
    return page.path[: -page.steplen] if kind is LessonPage else None
