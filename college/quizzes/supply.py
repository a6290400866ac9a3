"""Whether quizzes have the questions they ask for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from college.quizzes.models import Quiz, QuizDraw, QuizQuestion
from college.quizzes.models.question import QuestionTopic


@dataclass(frozen=True)
class Supply:
    """`asked`: how many questions an attempt is to have; `fault`: a sentence if there are too few, else empty."""

    asked: int
    fault: str = ""


def supply_of(quizzes: Iterable[Quiz | int]) -> dict[int, Supply]:
    """By key of the quiz. Two queries, however many."""
    keys = {quiz.pk if isinstance(quiz, Quiz) else quiz for quiz in quizzes}
    if not keys:
        return {}
    chosen = QuizQuestion.objects.filter(quiz__in=keys).order_by().values("quiz").annotate(count=Count("pk"))
    counted = dict(chosen.values_list("quiz", "count"))
    stock = QuestionTopic.objects.filter(tag=OuterRef("topic")).order_by().values("tag").annotate(count=Count("pk"))
    found = QuizDraw.objects.filter(quiz__in=keys).select_related("topic")
    draws = list(found.annotate(stock=Coalesce(Subquery(stock.values("count")), 0)))
    return {key: _supply(counted.get(key, 0), [draw for draw in draws if draw.quiz_id == key]) for key in keys}


def _supply(chosen: int, draws: list[Any]) -> Supply:
    """`stock` of a draw: how many questions its topic has."""
    asked = chosen + sum(draw.count for draw in draws)
    if not chosen and not any(draw.stock for draw in draws):
        return Supply(asked, _("测验里还没有题目"))
    for draw in draws:
        if draw.stock < draw.count:
            said = {"topic": draw.topic, "count": draw.count, "there": draw.stock}
            return Supply(asked, _("要从“%(topic)s”抽 %(count)s 题，那里只有 %(there)s 题") % said)
    return Supply(asked)
