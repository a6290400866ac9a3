"""The learners of one page of a class, each with what the table shows. The queries do not grow with their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Prefetch, QuerySet, Sum

from college.people.models import Membership
from college.progress.models import Attendance, Enrolment, LessonProgress, Note
from college.progress.querysets import EnrolmentQuerySet
from college.progress.teaching.content import Content
from college.progress.teaching.package_results import PackageResult, package_results
from college.progress.teaching.results import Result, results
from college.progress.teaching.scope import Classroom, inside
from college.progress.teaching.states import State, state_of


@dataclass
class Row:
    enrolment: Enrolment
    state: State
    lesson: str
    """The one they stand at; empty when not begun, or when it is no longer published."""
    done: int
    total: int
    places: list[str]
    refused: int
    """Seconds."""
    noted_at: datetime | None
    attended: int
    """Lessons of the course that they were there for, each once."""
    results: list[Result | None]
    """As many as the course has quizzes, in their order."""
    packages: list[PackageResult | None]
    """As many as the course has lessons with packages, in their order."""


def with_people(enrolments: EnrolmentQuerySet, classroom: Classroom) -> EnrolmentQuerySet:
    """With their learners, and as `memberships_shown` of these what the teacher may know of where they belong."""
    return enrolments.select_related("learner").prefetch_related(memberships_in(classroom, "learner__"))


def memberships_in(classroom: Classroom, above: str = "") -> Prefetch:
    """What the teacher may know of where people belong, as their `memberships_shown`."""
    memberships = Membership.objects.select_related("organisation").order_by("organisation__path", "pk")
    if classroom.places is not None:
        memberships = memberships.filter(inside(classroom.places))
    return Prefetch(f"{above}memberships", memberships, to_attr="memberships_shown")


def rows(enrolments: Sequence[Enrolment], content: Content, *, now: datetime) -> list[Row]:
    """Of enrolments `with_people`."""
    ids = [enrolment.pk for enrolment in enrolments]
    refused = _by_enrolment(LessonProgress.objects.filter(enrolment__in=ids, refused__gt=0), Sum("refused"))
    noted = _by_enrolment(Note.objects.filter(enrolment__in=ids), Max("sent_at"))
    attended = _by_enrolment(Attendance.objects.standing().filter(enrolment__in=ids), Count("lesson", distinct=True))
    best = results((enrolment.learner_id for enrolment in enrolments), content.quizzes)
    reported = package_results(ids, content.with_packages)
    return [
        Row(
            enrolment=enrolment,
            state=state_of(enrolment, now=now),
            lesson=content.titles.get(enrolment.current_lesson_id or 0, ""),
            done=min(enrolment.lessons_done, len(content.lessons)),
            total=len(content.lessons),
            places=places_of(enrolment.learner),
            refused=refused.get(enrolment.pk, 0),
            noted_at=noted.get(enrolment.pk),
            attended=attended.get(enrolment.pk, 0),
            results=[best.get((enrolment.learner_id, quiz.pk)) for quiz in content.quizzes],
            packages=[reported.get((enrolment.pk, lesson.pk)) for lesson in content.with_packages],
        )
        for enrolment in enrolments
    ]


def places_of(learner: Any) -> list[str]:
    """The organisations of someone fetched with `memberships_in`, each once."""
    return list(dict.fromkeys(membership.organisation.name for membership in learner.memberships_shown))


def _by_enrolment(found: QuerySet[Any], figure: Sum | Max | Count) -> dict[int, Any]:
    return dict(found.order_by().values_list("enrolment").annotate(figure=figure))
