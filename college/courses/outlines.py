"""The published lessons of courses, as pages that list them need them: read once an edition.

The rows are the same for all readers: whoever gets one leaves it as it is.

What must be true at this very moment, such as whether a course is completed, asks the database instead.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.http import HttpRequest
from wagtail.models import CollectionViewRestriction

from cms.editions import Memory, per_edition
from cms.restrictions import restricted_paths
from college.courses.access import parent_path

if TYPE_CHECKING:
    from college.courses.models import CoursePage, LessonPage

_memory = Memory()
_courses = Memory()


def lessons_of(courses: "Iterable[CoursePage]") -> "dict[int, list[LessonPage]]":
    """By course, in order, with their videos and without their texts; in one query at most, for those not known yet."""
    paths = {course.pk: course.path for course in courses}
    known = _memory.recall_many(paths.values(), _lessons_below)
    return {pk: list(known[path]) for pk, path in paths.items()}


def _lessons_below(paths: "list[str]") -> "dict[str, list[LessonPage]]":
    from college.courses.models import CoursePage, LessonPage

    below: dict[str, list[LessonPage]] = {path: [] for path in paths}
    courses = [CoursePage(path=path, depth=len(path) // CoursePage.steplen) for path in paths]
    for lesson in LessonPage.objects.of(courses).select_related("video").defer_streamfields():
        below[parent_path(lesson)].append(lesson)
    return below


def courses_of(keys: "Iterable[int]") -> "dict[int, CoursePage]":
    """With covers and without texts, published or not; in three queries at most, for those not known yet."""
    return _courses.recall_many(set(keys), _courses_with_covers)


def _courses_with_covers(keys: "list[int]") -> "dict[int, CoursePage]":
    from college.courses.models import CoursePage

    return CoursePage.objects.with_covers().defer_streamfields().in_bulk(keys)


def course_of(lesson: "LessonPage") -> "CoursePage":
    return _course_at(parent_path(lesson))


@per_edition
def _course_at(path: str) -> "CoursePage":
    from college.courses.models import CoursePage

    return CoursePage.objects.get(path=path)


@per_edition
def are_collections_private() -> bool:
    """Whether any collection of videos is kept for a part of the readers."""
    return CollectionViewRestriction.objects.exists()


def shared_key(request: HttpRequest, page: "CoursePage | LessonPage", course: "CoursePage") -> str | None:
    """By which the page of a course or lesson is drawn once for all; None where not all see the same of it."""
    if getattr(request, "is_preview", False) or any(path.startswith(course.path) for path in restricted_paths()):
        return None
    return f"{page._meta.model_name}-{page.pk}-{request.get_host()}"
