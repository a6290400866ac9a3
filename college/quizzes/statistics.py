"""What learners made of questions, worked out in the database: for an editor who wants to know which to put right.

Of each person the first finished attempt at a quiz counts, and the first answer in a video: who has seen the answers
says nothing about a question any more.

Difficulty is the share who were right. Discrimination is the correlation of being right here (0 or 1) with the share of
right answers in the rest of the same attempt: a point-biserial that leaves the item's own part out (Guilford 1953,
Educational and Psychological Measurement 13, 87–93, as cited in https://doi.org/10.1007/BF02289461). Of items below
0.2 it is said that they should be looked at (https://easystats.github.io/performance/reference/item_discrimination.html).
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from math import sqrt
from typing import Any

from django.db import connection
from django.db.models import (
    Avg,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Window,
)
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from college.quizzes.models import Attempt, Question, Quiz, Response

ENOUGH = 20
"""Answers from which on a correlation is told: with fewer it is mostly chance."""
POOR = 0.2
MOST_WRONG = 40
"""Kinds of wrong answer to a question that are looked at, the most frequent first."""
Kind = Question.Kind


@dataclass(frozen=True)
class Item:
    """Of one question. `discrimination` is None where too few answered, or all alike."""

    answers: int = 0
    right: int = 0
    discrimination: float | None = None
    mistake: str = ""
    mistaken: int = 0

    @property
    def percent(self) -> int | None:
        return round(100 * self.right / self.answers) if self.answers else None

    @property
    def is_poor(self) -> bool:
        return self.discrimination is not None and self.discrimination < POOR


@dataclass(frozen=True)
class Overview:
    """Of one quiz: people, and percentages."""

    people: int
    passed: int
    attempts: int
    mean: float | None

    @property
    def percent_passed(self) -> int | None:
        return round(100 * self.passed / self.people) if self.people else None


def first_attempts(attempts: QuerySet[Attempt]) -> QuerySet[Attempt]:
    earlier = Attempt.objects.filter(
        learner=OuterRef("learner"), quiz=OuterRef("quiz"), started_at__lt=OuterRef("started_at")
    )
    return attempts.filter(~Exists(earlier.exclude(finished_at=None))).exclude(finished_at=None)


def items(questions: Collection[int], quiz: Quiz | None = None) -> dict[int, Item]:
    """By question, of one quiz or of all; in four queries, however many people answered however many questions."""
    attempts = first_attempts(Attempt.objects.filter(quiz=quiz) if quiz else Attempt.objects.all())
    where = Q(attempt__in=attempts) if quiz else Q(attempt__in=attempts) | Q(attempt=None)
    answers = Response.objects.filter(where, question__in=questions).exclude(is_correct=None).order_by()
    right = Count("pk", filter=Q(is_correct=True))
    numbers = answers.values_list("question").annotate(count=Count("pk"), right=right)
    correlations, mistakes = discriminations(questions, attempts), most_chosen_wrong(answers)
    return {pk: Item(count, right, correlations.get(pk), *mistakes.get(pk, ("", 0))) for pk, count, right in numbers}


def overview(quiz: Quiz) -> Overview:
    finished = quiz.attempts.exclude(finished_at=None)
    totals = finished.aggregate(
        people=Count("learner", distinct=True),
        passed=Count("learner", distinct=True, filter=Q(is_passed=True)),
        attempts=Count("pk"),
        mean=Avg("score"),
    )
    return Overview(**totals)


SUMS = """
    WITH whole AS (
        SELECT attempt_id, COUNT(*) AS total, SUM(CASE WHEN is_correct THEN 1.0 ELSE 0.0 END) AS hits
        FROM quizzes_response WHERE attempt_id IN ({attempts}) GROUP BY attempt_id HAVING COUNT(*) > 1
    ), pairs AS (
        SELECT one.question_id, CASE WHEN one.is_correct THEN 1.0 ELSE 0.0 END AS x,
            (hits - CASE WHEN one.is_correct THEN 1.0 ELSE 0.0 END) / (total - 1) AS y
        FROM quizzes_response AS one JOIN whole ON whole.attempt_id = one.attempt_id
        WHERE one.question_id IN ({questions}) AND one.is_correct IS NOT NULL
    )
    SELECT question_id, COUNT(*), SUM(x), SUM(y), SUM(y * y), SUM(x * y) FROM pairs GROUP BY question_id
"""


def discriminations(questions: Collection[int], attempts: QuerySet[Attempt]) -> dict[int, float]:
    """By question; the sums come from the database, in one pass, the correlation is worked out of them."""
    if not questions:
        return {}
    sql, parameters = attempts.order_by().values("pk").query.sql_with_params()
    places = ", ".join(["%s"] * len(questions))
    with connection.cursor() as cursor:
        cursor.execute(SUMS.format(attempts=sql, questions=places), [*parameters, *questions])
        found = {pk: correlation(int(n), *map(float, sums)) for pk, n, *sums in cursor.fetchall()}
    return {pk: value for pk, value in found.items() if value is not None}


def correlation(n: int, x: float, y: float, yy: float, xy: float) -> float | None:
    """Pearson's, of numbers x that are 0 or 1 with numbers y, from their count and sums."""
    spread_x, spread_y = n * x - x * x, n * yy - y * y
    if n < ENOUGH or spread_x <= 0 or spread_y <= 1e-9:
        return None
    return max(-1.0, min(1.0, (n * xy - x * y) / sqrt(spread_x * spread_y)))


def most_chosen_wrong(answers: QuerySet[Response]) -> dict[int, tuple[str, int]]:
    """By question: in words as they were shown, and how many chose or wrote it."""
    grouped = answers.filter(is_correct=False).exclude(answer=None).values("question", "answer")
    ranked = grouped.annotate(count=Count("pk"), sample=Max("pk")).annotate(
        place=Window(RowNumber(), partition_by=[F("question")], order_by=[F("count").desc(), F("sample")])
    )
    rows = list(ranked.filter(place__lte=MOST_WRONG))
    shown = Response.objects.in_bulk([row["sample"] for row in rows])
    votes: dict[int, Counter[str]] = {}
    for row in rows:
        for words in wrong_words(shown[row["sample"]].shown, row["answer"]):
            votes.setdefault(row["question"], Counter())[words] += row["count"]
    return {pk: counter.most_common(1)[0] for pk, counter in votes.items() if counter}


def wrong_words(shown: dict[str, Any], answer: Any) -> list[str]:
    """What is wrong in a wrong answer: of several chosen options those that are; of an order or of pairs, the whole."""
    options = {option["key"]: option for option in shown["options"]}
    match shown["kind"], answer:
        case Kind.FILL_IN, str():
            return [answer]
        case Kind.ORDERING, list():
            return [" → ".join(options[key]["text"] for key in answer if key in options)]
        case Kind.MATCHING, dict():
            pairs = [(key, other) for key, other in answer.items() if key != other and {key, other} <= set(options)]
            return [f"{options[key]['text']} — {options[other]['match']}" for key, other in pairs]
    chosen = answer if isinstance(answer, list) else [answer]
    wrong = [options[key]["text"] for key in chosen if key in options and not options[key]["is_correct"]]
    return wrong or [_("没有选全")]
