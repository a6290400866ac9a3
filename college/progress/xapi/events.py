"""What happened, read from the rows that say so."""

from datetime import datetime
from typing import Any

from wagtail import hooks
from wagtail.models import Page

from college.courses.models import LessonPage
from college.progress.models import Enrolment, LessonProgress
from college.progress.xapi.happenings import Happening
from college.progress.xapi.statements import Activity, Event, duration, score
from college.quizzes.models import Attempt

LESSONS = (
    LessonProgress.objects.filter(completed_at__isnull=False)
    .select_related("enrolment__course", "lesson")
    .defer("watched", "replayed")
)
COURSES = Enrolment.objects.filter(completed_at__isnull=False).select_related("course")
ATTEMPTS = Attempt.objects.filter(finished_at__isnull=False)


def lesson_completed(progress: LessonProgress) -> Event:
    result: dict[str, Any] = {"completion": True}
    if progress.covered:
        result["duration"] = duration(progress.covered)
    return Event(
        key=f"lesson:{progress.pk}",
        learner_id=progress.enrolment.learner_id,
        verb="completed",
        activity=Activity("lesson", path_of(progress.lesson), progress.lesson_title),
        at=moment(progress.completed_at),
        course_of=enrolled(progress.enrolment_id),
        parent=course_of(progress.enrolment.course),
        result=result,
    )


def course_completed(enrolment: Enrolment) -> Event:
    return Event(
        key=f"course:{enrolment.pk}",
        learner_id=enrolment.learner_id,
        verb="completed",
        activity=Activity("course", path_of(enrolment.course), enrolment.course_title),
        at=moment(enrolment.completed_at),
        course_of=enrolled(enrolment.pk),
        result={"completion": True},
    )


def attempt_finished(attempt: Attempt) -> Event:
    finished_at = moment(attempt.finished_at)
    lesson, enrolment = asked_in(attempt)
    return Event(
        key=f"attempt:{attempt.pk}",
        learner_id=attempt.learner_id,
        verb="passed" if attempt.is_passed else "failed",
        activity=Activity("quiz", f"/quizzes/{attempt.quiz_id}/", attempt.quiz_title),
        at=finished_at,
        course_of=enrolled(enrolment.pk) if enrolment else f"attempt:{attempt.pk}",
        parent=Activity("lesson", path_of(lesson), lesson.title) if lesson else None,
        result={
            "score": score(attempt.score or 0),
            "success": attempt.is_passed,
            "completion": True,
            "duration": duration((finished_at - attempt.started_at).total_seconds()),
        },
    )


def asked_in(attempt: Attempt) -> tuple[LessonPage | None, Enrolment | None]:
    """The lesson that asks this quiz in a course the learner takes, the first if there are several."""
    for lesson in LessonPage.objects.filter(quiz=attempt.quiz_id).order_by("pk"):
        course_path = Page._get_basepath(lesson.path, lesson.depth - 1)
        enrolment = Enrolment.objects.filter(learner=attempt.learner_id, course__path=course_path).first()
        if enrolment:
            return lesson, enrolment
    return None, None


@hooks.register("learning_events")
def happenings() -> list[Happening]:
    """All that this room knows to happen."""
    passed, failed = ATTEMPTS.filter(is_passed=True), ATTEMPTS.filter(is_passed=False)
    return [
        Happening("completed", "lesson", LESSONS, "completed_at", lesson_completed),
        Happening("completed", "course", COURSES, "completed_at", course_completed),
        Happening("passed", "attempt", passed, "finished_at", attempt_finished),
        Happening("failed", "attempt", failed, "finished_at", attempt_finished),
    ]


def course_of(page: Page) -> Activity:
    return Activity("course", path_of(page), page.title)


def path_of(page: Page) -> str:
    """Its address, or one that stays its own when it is on no site any more."""
    return page.url or f"/pages/{page.pk}/"


def enrolled(enrolment_id: int) -> str:
    return f"enrolment:{enrolment_id}"


def moment(at: datetime | None) -> datetime:
    assert at is not None  # noqa: S101 the querysets above ask for it
    return at
