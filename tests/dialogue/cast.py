"""Learners who asked, and teachers who answer."""

from college.dialogue.actions import ask, say
from college.dialogue.models import Question
from college.people.models import User
from college.progress.models import Enrolment
from tests.progress.cast import lessons_of

WORDS = "捺是先轻后重吗？"


def a_question(enrolment: Enrolment, text: str = WORDS) -> Question:
    """On the first lesson of the course."""
    return ask(enrolment=enrolment, lesson=lessons_of(enrolment.course)[0], text=text)


def last_of(question: Question) -> int:
    return question.messages.order_by("-pk").values_list("pk", flat=True)[0]


def says(author: User, question: Question, text: str) -> Question:
    """Having read all that was said."""
    say(question=question, author=author, text=text, read_to=last_of(question))
    return Question.objects.get(pk=question.pk)


def said_in(question: Question) -> list[str]:
    return list(question.messages.values_list("text", flat=True))
