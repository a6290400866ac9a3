"""The learners of one page of a class, each with what the table shows. The queries do not grow with their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Prefetch, QuerySet, Sum

from college.people.models import Membership
from college.progress.models import Enrolment, LessonProgress, Note
from college.progress.querysets import EnrolmentQuerySet
from college.progress.teaching.content import Content
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
    results: list[Result | None]
    """As many as the course has quizzes, in their order."""


def with_people(enrolments: EnrolmentQuerySet, classroom: Classroom) -> EnrolmentQuerySet:
    """With their learners, and as `memberships_shown` of these what the teacher may know of where they belong."""
    memberships = Membership.objects.select_related("organisation").order_by("organisation__path", "pk")
    if classroom.places is not None:
        memberships = memberships.filter(inside(classroom.places))
    shown = Prefetch("learner__memberships", memberships, to_attr="memberships_shown")
    return enrolments.select_related("learner").prefetch_related(shown)


def rows(enrolments: Sequence[Enrolment], content: Content, *, now: datetime) -> list[Row]:
    """Of enrolments `with_people`."""
    ids = [enrolment.pk for enrolment in enrolments]
    refused = _by_enrolment(LessonProgress.objects.filter(enrolment__in=ids, refused__gt=0), Sum("refused"))
    noted = _by_enrolment(Note.objects.filter(enrolment__in=ids), Max("sent_at"))
    best = results((enrolment.learner_id for enrolment in enrolments), content.quizzes)
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
            results=[best.get((enrolment.learner_id, quiz.pk)) for quiz in content.quizzes],
        )
        for enrolment in enrolments
    ]


def places_of(learner: Any) -> list[str]:
    """The organisations of someone fetched `with_people`, each once."""
    return list(dict.fromkeys(membership.organisation.name for membership in learner.memberships_shown))


def _by_enrolment(found: QuerySet[Any], figure: Sum | Max) -> dict[int, Any]:
    return dict(found.order_by().values_list("enrolment").annotate(figure=figure))
