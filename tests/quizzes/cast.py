"""Learners, quizzes and what they do with them, for the tests of this room."""

from datetime import UTC, datetime
from random import Random
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from college.people.models import User
from college.quizzes import actions, marking
from college.quizzes.access import QuizPlace
from college.quizzes.models import Attempt, Question, Quiz, QuizDraw, QuizQuestion, Response, Topic
from tests.factories import UserFactory
from tests.quizzes.bank import a_question

Kind = Question.Kind
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def members_take_it(user: User | AnonymousUser, quiz: Quiz) -> QuizPlace | None:
    """A policy for QUIZ_ACCESS_POLICY."""
    return QuizPlace("/courses/fire/first/", "用火安全") if user.is_authenticated else None


def nobody_takes_it(user: User | AnonymousUser, quiz: Quiz) -> None:
    """As when the lesson was closed."""


def a_quiz(*questions: Question, draws: dict[str, int] | None = None, **fields: Any) -> Quiz:
    """Asks these questions; of each topic in `draws`, so many more."""
    quiz = Quiz.objects.create(title="用火安全小测", **fields)
    QuizQuestion.objects.bulk_create(
        QuizQuestion(quiz=quiz, question=question, sort_order=place) for place, question in enumerate(questions)
    )
    for topic, count in (draws or {}).items():
        QuizDraw.objects.create(quiz=quiz, topic=Topic.objects.get_or_create(name=topic)[0], count=count)
    return quiz


def a_quiz_of(number: int, **fields: Any) -> Quiz:
    return a_quiz(*(a_question(text=f"第{place}问") for place in range(1, number + 1)), **fields)


def begin(quiz: Quiz, learner: User | None = None, *, now: datetime = MORNING, **told: Any) -> Attempt:
    told = {"is_untimed": False, "rng": Random(1), **told}
    return actions.begin(learner=learner or UserFactory(), quiz=quiz, now=now, **told)


def form(said: dict[str, str | list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in said.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def right(response: Response) -> dict[str, str | list[str]]:
    """What a form sends that answers this question right."""
    shown: Any = response.shown
    keys = [option["key"] for option in shown["options"]]
    match shown["kind"]:
        case Kind.MATCHING:
            return {f"match-{place}": str(shown["matches"].index(key) + 1) for place, key in enumerate(keys, 1)}
        case Kind.ORDERING:
            return {"order": [str(keys.index(key) + 1) for key in shown["order"]]}
        case Kind.FILL_IN:
            return {"answer": shown["options"][0]["text"]}
    return {"answer": [str(place) for place, option in enumerate(shown["options"], 1) if option["is_correct"]]}


def wrong(response: Response) -> dict[str, str | list[str]]:
    """A whole answer, but not the right one."""
    shown: Any = response.shown
    places = [str(place) for place in range(1, len(shown["options"]) + 1)]
    match shown["kind"]:
        case Kind.MATCHING:
            return {f"match-{place}": "1" for place in places}
        case Kind.ORDERING:
            return {"order": places}
        case Kind.FILL_IN:
            return {"answer": "不知道"}
    return {"answer": [str(place) for place, option in enumerate(shown["options"], 1) if not option["is_correct"]][:1]}


def in_words(response: Response, given: Any) -> dict[str, str | list[str]]:
    """What a form sends that answers in these words: texts of options, of a matching question with their partners."""
    shown: Any = response.shown
    places = {option["text"]: str(place) for place, option in enumerate(shown["options"], 1)}
    if shown["kind"] == Kind.MATCHING:
        partners = [option["match"] for key in shown["matches"] for option in shown["options"] if option["key"] == key]
        return {f"match-{places[text]}": str(partners.index(partner) + 1) for text, partner in given.items()}
    if shown["kind"] == Kind.FILL_IN:
        return {"answer": given}
    name = "order" if shown["kind"] == Kind.ORDERING else "answer"
    return {name: [places[text] for text in ([given] if isinstance(given, str) else given)]}


def answer(response: Response, said: dict[str, str | list[str]], *, now: datetime = MORNING, **told: Any) -> Response:
    given = marking.parse(response.shown, form(said))
    attempt = Attempt.objects.get(pk=response.attempt_id)
    return actions.answer(attempt=attempt, number=response.number, answer=given, now=now, **told)


def answer_all(attempt: Attempt, *, right_ones: int, now: datetime = MORNING) -> Attempt:
    """The first so many right, the others not, then handed in."""
    for response in attempt.responses.all():
        answer(response, right(response) if response.number <= right_ones else wrong(response), now=now)
    return actions.hand_in(attempt=attempt, now=now)
