from django.urls import reverse
from django.utils import timezone

from college.courses.hooks import Run, State
from college.courses.models import LessonPage
from college.progress.courseware.standing import parts_of, rows_of
from college.progress.courseware.tokens import ReportToken
from college.progress.standing import Standing


def run_of(standing: Standing, lesson: LessonPage) -> Run | None:
    """How the lesson's package is run for this learner; one query."""
    package = lesson.package
    if package is None:
        return None
    token = ReportToken(standing.enrolment.pk, lesson.pk, package.pk, issued=timezone.now().timestamp())
    parts = parts_of(package.outline, rows_of(standing.progress.get(lesson.pk), package))
    return Run(
        url=reverse("progress:package"),
        token=token.sign(),
        states={part.item.key: State(part.kind, part.words) for part in parts},
        verbs={part.item.key: part.verb if part.is_open else None for part in parts},
    )
