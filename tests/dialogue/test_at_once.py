"""Two taps or two teachers at the same moment."""

from functools import partial

import pytest
from wagtail.models import Site

from college.dialogue.actions import ask, say
from college.dialogue.errors import SayingRefused
from college.dialogue.models import Question
from college.people.models import User
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
