"""What a class made of the packages in a course's lessons, as the packages reported."""

from collections.abc import Iterable
from dataclasses import dataclass

from college.courses.models import LessonPage
from college.progress.models import LessonProgress


@dataclass(frozen=True)
class PackageResult:
    """`score` is None where the package reported none."""

    score: int | None
    is_passed: bool
    is_completed: bool
    is_current: bool
    """Of the package that the lesson has now; else of the one that this took the place of."""


def package_results(enrolments: Iterable[int], lessons: Iterable[LessonPage]) -> dict[tuple[int, int], PackageResult]:
    """Of these enrolments, by enrolment and lesson; who never opened one is not there. One query."""
    packages = {lesson.pk: lesson.package_id for lesson in lessons}
    if not packages:
        return {}
    rows = LessonProgress.objects.filter(enrolment__in=list(enrolments), lesson__in=packages, package__isnull=False)
    found = rows.values_list(
        "enrolment", "lesson", "package", "package_score", "package_passed_at", "package_completed_at"
    )
    return {
        (enrolment, lesson): PackageResult(score, bool(passed), bool(completed), package == packages[lesson])
        for enrolment, lesson, package, score, passed, completed in found
    }
