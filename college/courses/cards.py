from collections.abc import Iterable

from college.courses.models import CoursePage, LessonPage
from college.courses.querysets import CourseQuerySet


def as_cards(courses: CourseQuerySet) -> list[CoursePage]:
    """The courses with all that a card says of them to everybody; the number of queries does not grow with the list."""
    cards = list(courses.with_covers().defer_streamfields())
    count_lessons(cards)
    return cards


def count_lessons(courses: Iterable[CoursePage]) -> None:
    """Sets `lesson_count` and `minutes` on each course, in one query for all."""
    by_path = {course.path: course for course in courses}
    for course in by_path.values():
        course.lesson_count, course.minutes = 0, 0
    for lesson in LessonPage.objects.of(by_path.values()).select_related("video").defer_streamfields():
        course = by_path[lesson.path[: -lesson.steplen]]
        course.lesson_count += 1
        course.minutes += lesson.minutes
