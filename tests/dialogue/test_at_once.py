"""Two taps or two teachers at the same moment."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest
from wagtail.models import Site

from college.dialogue.actions import ask, close, say
from college.dialogue.errors import SayingRefused
from college.dialogue.models import Message, Question
from college.people.models import User
from college.people.privacy.erasure import erase
from tests.dialogue.cast import WORDS, a_question, last_of, said_in
from tests.factories import UserFactory
from tests.progress.cast import a_course, an_enrolment, lessons_of
from tests.progress.test_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.on_postgres]


def test_two_taps_at_the_same_moment_ask_once(site: Site) -> None:
    enrolment = an_enrolment(a_course(None))
    tap = partial(ask, enrolment=enrolment, lesson=lessons_of(enrolment.course)[0], text=WORDS)
    first, second = at_once(tap, tap)
    assert first == second
    assert said_in(Question.objects.get()) == [WORDS]


def test_of_two_teachers_at_the_same_moment_one_is_asked_to_read_first(site: Site) -> None:
    question = a_question(an_enrolment(a_course(None)))
    read_to = last_of(question)

    def answer(teacher: User, text: str) -> str:
        try:
            say(question=question, author=teacher, text=text, read_to=read_to)
        except SayingRefused as refusal:
            return refusal.code
        return "kept"

    both = [partial(answer, UserFactory(), text) for text in ("是的。", "对。")]
    assert sorted(at_once(*both)) == ["kept", "overtaken"]
    assert len(said_in(question)) == 2


def test_an_answer_and_a_tap_that_closes_leave_either_an_answer_to_read_or_a_teacher_who_knows(site: Site) -> None:
    question = a_question(an_enrolment(a_course(None)))
    read_to = last_of(question)

    def told(action: Callable[[], None]) -> str:
        try:
            action()
        except SayingRefused as refusal:
            return refusal.code
        return "done"

    answer = partial(say, question=question, author=UserFactory(), text="是的。", read_to=read_to)
    said, closed = at_once(partial(told, answer), partial(told, partial(close, question=question, read_to=read_to)))
    question.refresh_from_db()
    assert said == "done"
    assert question.is_answered
    assert closed in {"done", "overtaken"}


def test_a_learner_who_is_erased_while_she_is_answered_leaves_nothing(site: Site) -> None:
    for _time in range(5):
        question = a_question(an_enrolment(a_course(None)))
        learner, read_to = question.enrolment.learner, last_of(question)

        def answer(question: Question = question, read_to: int = read_to) -> None:
            with suppress(Question.DoesNotExist):
                say(question=question, author=UserFactory(), text="是的。", read_to=read_to)

        at_once(answer, partial(erase, person=learner, by=learner))
        assert not Message.objects.exists()
