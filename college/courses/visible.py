"""What of the tree of pages this person may see, for many pages at once: the queries do not grow with their number."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Q
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from cms.restrictions import restricted_paths
from college.courses.access import parent_path

if TYPE_CHECKING:
    from wagtail.documents.models import AbstractDocument

    from college.courses.access import Person
    from college.courses.models import CoursePage, LessonPage


def visible(user: "Person", lessons: "Collection[LessonPage]") -> "list[LessonPage]":
    """Without the lessons whose own privacy setting keeps this person out; who works in the admin sees them all."""
    refused = refused_paths(user, {lesson.path for lesson in lessons})
    if refused and is_staff(user):
        return list(lessons)
    return [lesson for lesson in lessons if lesson.path not in refused]


def may_fetch(user: "Person", document: "AbstractDocument") -> bool:
    """Whether a page that hands out this file is open to them. A file that no page uses goes by its collection."""
    if is_staff(user):
        return True
    pages = pages_with(document)
    return not pages or may_read_one(user, pages)


def is_staff(user: "Person") -> bool:
    return user.has_perm("wagtailadmin.access_admin")


def pages_with(document: "AbstractDocument") -> list[Page]:
    uses = ReferenceIndex.get_references_to(document).filter(base_content_type__model="page")
    return list(Page.objects.filter(pk__in=set(uses.values_list("object_id", flat=True))))


def may_read_one(user: "Person", pages: Collection[Page]) -> bool:
    from college.courses.models import CoursePage

    above = {page.path[:end] for page in pages for end in range(page.steplen, len(page.path) + 1, page.steplen)}
    refused = tuple(refused_paths(user, above))
    courses = {course.path: course for course in CoursePage.objects.filter(path__in=above).defer_streamfields()}
    return any(
        page.live and not page.path.startswith(refused) and lets_in(user, courses.get(parent_path(page)))
        for page in pages
    )


def lets_in(user: "Person", course: "CoursePage | None") -> bool:
    """Whether the lessons of a course are open to this person; what is no lesson has no course."""
    return course is None or (course.live and (course.access == course.Access.PUBLIC or user.is_authenticated))


def refused_paths(user: "Person", paths: Collection[str]) -> set[str]:
    """Where, among these places, a privacy setting keeps this person out."""
    paths = restricted_paths() & set(paths)
    if not paths:
        return set()
    found = PageViewRestriction.objects.filter(page__path__in=paths)
    if user.is_authenticated:
        by_group = Q(restriction_type=PageViewRestriction.GROUPS, groups__in=user.groups.all())
        found = found.exclude(
            pk__in=found.filter(by_group | Q(restriction_type=PageViewRestriction.LOGIN)).values("pk")
        )
    return set(found.values_list("page__path", flat=True))
