"""Which questions are asked, and how they are frozen for one person."""

from random import Random

import pytest
from wagtail.images.tests.utils import get_test_image_file

from cms.models import Picture
from college.quizzes import asking
from college.quizzes.models import Option, Question, Quiz
from tests.quizzes.bank import OPTIONS, a_question
from tests.quizzes.cast import Kind, a_quiz

pytestmark = pytest.mark.django_db


def drawn(quiz: Quiz, seed: int = 1) -> list[Question]:
    return asking.draw(quiz, rng=Random(seed))


def test_chosen_questions_come_first_in_their_order_and_are_not_drawn_again() -> None:
    questions = [a_question(text=f"第{place}问", topics=("消防",)) for place in range(5)]
    quiz = a_quiz(questions[3], questions[1], draws={"消防": 3})
    for seed in range(10):
        found = drawn(quiz, seed)
        assert found[:2] == [questions[3], questions[1]]
        assert set(found[2:]) == {questions[0], questions[2], questions[4]}


def test_each_attempt_draws_anew() -> None:
    for place in range(8):
        a_question(text=f"第{place}问", topics=("消防",))
    quiz = a_quiz(draws={"消防": 3})
    assert len({frozenset(question.pk for question in drawn(quiz, seed)) for seed in range(10)}) > 1


def test_a_topic_with_fewer_questions_than_asked_gives_what_it_has() -> None:
    a_question(topics=("消防",))
    assert len(drawn(a_quiz(draws={"消防": 5}))) == 1


def test_a_question_with_two_topics_is_left_to_the_topic_that_has_no_other() -> None:
    shared = a_question(topics=("消防", "急救"))
    for place in range(3):
        a_question(text=f"第{place}问", topics=("消防",))
    quiz = a_quiz(draws={"消防": 3, "急救": 1})
    for seed in range(10):
        found = drawn(quiz, seed)
        assert len(found) == len(set(found)) == 4
        assert found[3] == shared


def test_a_question_that_is_deleted_while_it_is_drawn_is_left_out() -> None:
    first, second = a_question(topics=("消防",)), a_question(text="第二问", topics=("消防",))

    class Meanwhile(Random):
        def shuffle(self, x: object) -> None:
            Question.objects.filter(pk=first.pk).delete()

    assert asking.draw(a_quiz(draws={"消防": 2}, is_shuffled=True), rng=Meanwhile(1)) == [second]


def test_a_shuffled_quiz_mixes_its_questions() -> None:
    questions = [a_question(text=f"第{place}问") for place in range(6)]
    quiz = a_quiz(*questions, is_shuffled=True)
    orders = {tuple(question.pk for question in drawn(quiz, seed)) for seed in range(5)}
    assert len(orders) > 1
    assert all(sorted(order) == sorted(question.pk for question in questions) for order in orders)


@pytest.mark.parametrize("kind", [Kind.SINGLE, Kind.MULTIPLE])
def test_options_keep_the_order_of_the_editor_unless_shuffled(kind: str) -> None:
    question = a_question(kind)
    written = [text for text, _match, _right in OPTIONS[kind]]
    assert [option["text"] for option in asking.shown(question, rng=Random(3))["options"]] == written
    mixed = {
        tuple(option["text"] for option in asking.shown(question, rng=Random(seed), is_shuffled=True)["options"])
        for seed in range(10)
    }
    assert len(mixed) > 1


def test_true_and_false_are_never_mixed() -> None:
    question = a_question(Kind.TRUE_FALSE)
    for seed in range(5):
        options = asking.shown(question, rng=Random(seed), is_shuffled=True)["options"]
        assert [option["text"] for option in options] == ["对", "错"]


def test_what_is_to_be_ordered_or_matched_never_stands_right_already() -> None:
    ordering, matching = a_question(Kind.ORDERING), a_question(Kind.MATCHING)
    for seed in range(20):
        shown = asking.shown(ordering, rng=Random(seed))
        assert [option["key"] for option in shown["options"]] != shown["order"]
        shown = asking.shown(matching, rng=Random(seed))
        assert shown["matches"] != [option["key"] for option in shown["options"]]


def test_a_question_in_a_preview_that_was_never_saved_can_be_shown() -> None:
    question = Question(kind=Kind.ORDERING, text="先做什么？")
    question.options = [Option(text="报警"), Option(text="逃生")]
    assert len({option["key"] for option in asking.shown(question, rng=Random(1))["options"]}) == 2


def test_an_edit_does_not_reach_what_was_shown(picture: Picture) -> None:
    question = a_question()
    question.picture = picture
    shown = asking.shown(question, rng=Random(1))
    assert shown["picture"] == {"url": shown["picture"]["url"], "alt": "灭火器"}
    assert shown["picture"]["url"].endswith(".webp")
    question.text = "改过了"
    question.save()
    assert shown["text"] == "火警打哪个号码？"


@pytest.fixture
def picture() -> Picture:
    return Picture.objects.create(title="灭火器", file=get_test_image_file())
