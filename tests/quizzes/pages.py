"""The pages of an attempt, as a learner opens and sends them."""

from typing import Any

from django.test import Client
from django.utils import timezone

from college.people.models import User
from college.quizzes.models import Attempt, Quiz, Response
from tests.pages import inline_code, read
from tests.quizzes import cast


def begin(quiz: Quiz, learner: User) -> Attempt:
    return cast.begin(quiz, learner, now=timezone.now())


def finish(attempt: Attempt, *, right_ones: int) -> Attempt:
    return cast.answer_all(attempt, right_ones=right_ones, now=timezone.now())


def url(attempt: Attempt, more: str = "") -> str:
    return f"/quizzes/attempts/{attempt.pk}/{more}"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    assert inline_code(read(answer.content)) == []
    return answer.content.decode()


def send(client: Client, response: Response, said: dict[str, Any], **more: Any) -> Any:
    return client.post(url(response.attempt), {"number": response.number, **said}, **more)
