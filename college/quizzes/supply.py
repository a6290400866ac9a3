"""Whether quizzes have the questions they ask for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from college.quizzes.models import Quiz, QuizDraw, QuizQuestion
from college.quizzes.models.question import QuestionTopic


@dataclass(frozen=True)
class Supply:
    """`asked`: how many questions an attempt is to have; `fault`: a sentence if there are too few, else empty."""

    asked: int
    fault: str = ""


def supply_of(quizzes: Iterable[Quiz | int]) -> dict[int, Supply]:
    """By key of the quiz. Three queries at most, however many."""
    keys = {quiz.pk if isinstance(quiz, Quiz) else quiz for quiz in quizzes}
    if not keys:
        return {}
    chosen = QuizQuestion.objects.filter(quiz__in=keys).order_by().values("quiz").annotate(count=Count("pk"))
    counted = dict(chosen.values_list("quiz", "count"))
    draws = list(QuizDraw.objects.filter(quiz__in=keys).select_related("topic"))
    stock = _stock({draw.topic_id for draw in draws})
    return {key: _supply(counted.get(key, 0), [draw for draw in draws if draw.quiz_id == key], stock) for key in keys}


def _stock(topics: Collection[int]) -> dict[int, int]:
    """How many questions each topic has."""
    if not topics:
        return {}
    found = QuestionTopic.objects.filter(tag__in=topics).order_by().values("tag").annotate(count=Count("pk"))
    return dict(found.values_list("tag", "count"))


def _supply(chosen: int, draws: list[QuizDraw], stock: dict[int, int]) -> Supply:
    asked = chosen + sum(draw.count for draw in draws)
    if not chosen and not any(stock.get(draw.topic_id) for draw in draws):
        return Supply(asked, _("测验里还没有题目"))
    for draw in draws:
        if stock.get(draw.topic_id, 0) < draw.count:
            said = {"topic": draw.topic, "count": draw.count, "there": stock.get(draw.topic_id, 0)}
            return Supply(asked, _("要从“%(topic)s”抽 %(count)s 题，那里只有 %(there)s 题") % said)
    return Supply(asked)
