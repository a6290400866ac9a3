"""A question that a video stops for: what is shown, and the first answer, which is kept.

A `place` is a word for where it is asked, by the room that knows such places: what two videos ask is answered twice.
"""

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from college.quizzes import asking, marking
from college.quizzes.models import Question, Response

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from college.people.models import User


def shown_to(user: "User | AnonymousUser", question: Question) -> asking.Shown:
    """In the same order to the same person each time: what was shown need not be kept until it is answered."""
    return asking.shown(question, rng=Random(f"{user.pk} {question.pk}"))  # noqa: S311  # nothing secret


def edition_of(shown: asking.Shown) -> str:
    """Differs when the question was edited between showing it and answering it."""
    return sha256(repr(shown).encode()).hexdigest()[:16]


def keep_first(
    *, learner: "User", question: Question, place: str, shown: asking.Shown, answer: marking.Answer, now: datetime
) -> Response:
    """What was answered there first stays, also of two answers at once."""
    key = {"learner": learner, "question": question, "place": place}
    said = {"shown": shown, "answer": answer, "is_correct": marking.is_correct(shown, answer), "answered_at": now}
    try:
        with transaction.atomic():
            return Response.objects.create(**key, **said)
    except IntegrityError:
        return Response.objects.get(**key, attempt=None)


def answered_by(user: "User | AnonymousUser", questions: Collection[int], *, place: str) -> set[int]:
    """Which of these questions they have answered at this place."""
    if not user.is_authenticated or not questions:
        return set()
    answers = Response.objects.filter(learner=user, attempt=None, place=place, question__in=questions)
    return {pk for pk in answers.values_list("question", flat=True) if pk}
