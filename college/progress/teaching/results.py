"""What a class made of a course's quizzes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, F, Max, Q, QuerySet

from college.progress.teaching.figures import kept
from college.progress.teaching.filters import TRIES
from college.progress.teaching.scope import Classroom
from college.quizzes.models import Attempt, Quiz


@dataclass(frozen=True)
class Result:
    """One learner's best at a quiz, of so many times handed in."""

    score: int
    tries: int
    is_passed: bool


@dataclass(frozen=True)
class QuizFigures:
    tried: int
    passed: int
    held_up: int
    average: float | None
    """Of each learner's best score, in percent."""


@dataclass(frozen=True)
class CourseResults:
    counted_at: datetime
    by_quiz: dict[int, QuizFigures]

    @property
    def total(self) -> int:
        return max((each.tried for each in self.by_quiz.values()), default=0)


def results(learners: Iterable[int], quizzes: Iterable[Quiz]) -> dict[tuple[int, int], Result]:
    """Of these learners, by learner and quiz; who never handed one in is not there. One query."""
    rows = _best(Attempt.objects.filter(learner__in=list(learners), quiz__in=[quiz.pk for quiz in quizzes]))
    return {
        (row["learner"], row["quiz"]): Result(row["best"], row["tries"], row["passes"] > 0)
        for row in (rows if quizzes else ())
    }


def course_results(classroom: Classroom, quizzes: Iterable[Quiz], *, now: datetime) -> CourseResults:
    """Of the whole class that the teacher sees, with one query; a large class's is kept for a while."""
    ids = [quiz.pk for quiz in quizzes]
    name = f"results:{','.join(map(str, ids))}"
    return kept(name, [classroom], lambda _missing: {classroom.course.pk: _count(classroom, ids, now)})[
        classroom.course.pk
    ]


def _best(attempts: QuerySet[Attempt]) -> QuerySet[Attempt, Any]:
    finished = attempts.filter(finished_at__isnull=False).order_by().values("learner", "quiz")
    return finished.annotate(best=Max("score"), tries=Count("pk"), passes=Count("pk", filter=Q(is_passed=True)))


def _count(classroom: Classroom, quizzes: list[int], now: datetime) -> CourseResults:
    if not quizzes:
        return CourseResults(now, {})
    enrolled = classroom.enrolments().values("learner")
    rows = _best(Attempt.objects.filter(quiz__in=quizzes, learner__in=enrolled))
    counts: dict[str, Any] = {}
    for pk in quizzes:
        of_quiz = Q(quiz_number=pk)
        counts |= {
            f"tried_{pk}": Count("learner", filter=of_quiz),
            f"passed_{pk}": Count("learner", filter=of_quiz & Q(passes__gt=0)),
            f"held_up_{pk}": Count("learner", filter=of_quiz & Q(passes=0, tries__gte=TRIES)),
            f"average_{pk}": Avg("best", filter=of_quiz),
        }
    found = rows.annotate(quiz_number=F("quiz")).aggregate(**counts)
    names = ("tried", "passed", "held_up", "average")
    return CourseResults(now, {pk: QuizFigures(*(found[f"{name}_{pk}"] for name in names)) for pk in quizzes})
