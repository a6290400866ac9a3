"""What an editor reads of how learners did with each question."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from college.people.models import User
from college.quizzes.asking import shown
from college.quizzes.models import Attempt, Option, Question, Quiz, QuizQuestion, Response
from college.quizzes.statistics import ENOUGH, items, overview
from tests.factories import UserFactory
from tests.pages import queries
from tests.quizzes.bank import a_question

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
Kind = Question.Kind


@pytest.fixture
def desk(client: Client) -> Client:
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(user)
    return client


def a_quiz(*questions: Question) -> Quiz:
    quiz = Quiz.objects.create(title="安全测验")
    for question in questions:
        QuizQuestion.objects.create(quiz=quiz, question=question)
    return quiz


def key(question: Question, text: str) -> str:
    return str(question.options.get(text=text).pk)


def hand_in(quiz: Quiz, *answers: tuple[Question, object, bool], learner: User | None = None, day: int = 0) -> Attempt:
    score = 100 * sum(right for *_, right in answers) // len(answers)
    moment = MORNING + timedelta(days=day)
    attempt = Attempt.objects.create(
        quiz=quiz,
        learner=learner or UserFactory(password=""),
        quiz_title=quiz.title,
        pass_mark=60,
        started_at=moment,
        finished_at=moment,
        score=score,
        is_passed=score >= 60,
    )
    Response.objects.bulk_create(
        Response(
            attempt=attempt,
            learner=attempt.learner,
            number=number,
            question=question,
            shown=shown(question, rng=Random(number)),
            answer=answer,
            is_correct=right,
            answered_at=moment,
        )
        for number, (question, answer, right) in enumerate(answers, 1)
    )
    return attempt


@pytest.mark.on_postgres
def test_how_many_were_right_and_what_the_others_chose() -> None:
    question = a_question()
    quiz = a_quiz(question)
    for text in ("119", "119", "119", "120", "110", "110"):
        hand_in(quiz, (question, key(question, text), text == "119"))
    item = items([question.pk])[question.pk]
    assert (item.answers, item.right, item.percent) == (6, 3, 50)
    assert (item.mistake, item.mistaken) == ("110", 2)


@pytest.mark.on_postgres
def test_only_the_first_attempt_of_each_person_counts() -> None:
    question = a_question()
    quiz, learner = a_quiz(question), UserFactory()
    hand_in(quiz, (question, key(question, "110"), False), learner=learner)
    hand_in(quiz, (question, key(question, "119"), True), learner=learner, day=1)
    item = items([question.pk])[question.pk]
    assert (item.answers, item.right) == (1, 0)
    assert overview(quiz).people == overview(quiz).passed == 1


@pytest.mark.on_postgres
def test_answers_in_videos_count_for_the_question_and_not_for_a_quiz() -> None:
    question = a_question()
    quiz = a_quiz(question)
    Response.objects.create(
        learner=UserFactory(), question=question, shown={}, answer=key(question, "119"), is_correct=True
    )
    assert items([question.pk])[question.pk].answers == 1
    assert items([question.pk], quiz) == {}


def test_an_unfinished_attempt_says_nothing_yet() -> None:
    question = a_question()
    attempt = hand_in(a_quiz(question), (question, key(question, "119"), True))
    Attempt.objects.filter(pk=attempt.pk).update(finished_at=None, score=None)
    assert items([question.pk]) == {}


@pytest.mark.on_postgres
def test_a_question_that_the_able_get_right_tells_them_apart_and_one_that_they_get_wrong_is_poor() -> None:
    good, bad, easy, *others = (a_question(text=text) for text in ("好题", "坏题", "太容易", "另一题", "又一题"))
    quiz = a_quiz(good, bad, easy, *others)
    for number in range(ENOUGH):
        is_able = number % 2 == 0
        right = {good: is_able, bad: not is_able, easy: True, **dict.fromkeys(others, is_able)}
        hand_in(quiz, *[(row, key(row, "119" if answer else "110"), answer) for row, answer in right.items()])
    found = items([good.pk, bad.pk, easy.pk], quiz)
    assert found[bad.pk].discrimination == pytest.approx(-1.0)
    assert found[bad.pk].is_poor
    assert found[good.pk].discrimination == pytest.approx(1.0)
    assert found[easy.pk].discrimination is None
    assert not found[easy.pk].is_poor


def test_a_correlation_from_few_answers_is_not_told() -> None:
    one, other = a_question(), a_question()
    quiz = a_quiz(one, other)
    for is_right in (True, False) * 3:
        hand_in(quiz, *[(row, key(row, "119" if is_right else "110"), is_right) for row in (one, other)])
    assert items([one.pk])[one.pk].discrimination is None


@pytest.mark.on_postgres
@pytest.mark.parametrize(
    ("kind", "answers", "mistake"),
    [
        (Kind.MULTIPLE, [["关火", "坐电梯"], ["坐电梯"], ["关火"]], "坐电梯"),
        (Kind.FILL_IN, ["芜湖", "芜湖", "安庆"], "芜湖"),
        (Kind.ORDERING, [["公示", "收集", "讨论"]], "公示 → 收集 → 讨论"),
        (Kind.MATCHING, [{"火警": "急救", "急救": "急救"}], "火警 — 120"),
    ],
)
def test_the_most_frequent_mistake_is_said_in_the_words_that_were_shown(
    kind: str, answers: list[object], mistake: str
) -> None:
    question = a_question(kind)
    quiz = a_quiz(question)

    def with_keys(said: object) -> object:
        if isinstance(said, list):
            return [key(question, text) for text in said]
        if isinstance(said, dict):
            return {key(question, text): key(question, other) for text, other in said.items()}
        return said

    for said in answers:
        hand_in(quiz, (question, with_keys(said), False))
    Option.objects.update(text="改过了")
    assert items([question.pk])[question.pk].mistake == mistake


def test_an_editor_reads_it_of_a_question_and_of_a_quiz(desk: Client) -> None:
    question, other = a_question(), a_question(Kind.FILL_IN, text="安徽的省会是哪里？")
    quiz = a_quiz(question, other)
    hand_in(quiz, (question, key(question, "110"), False), (other, "合肥", True))
    page = desk.get(f"/admin/snippets/quizzes/question/statistics/{question.pk}/").text
    assert "0 %" in page
    assert "110" in page
    page = desk.get(f"/admin/snippets/quizzes/quiz/statistics/{quiz.pk}/").text
    for words in ("火警打哪个号码", "安徽的省会", "100 %", "110"):
        assert words in page


@pytest.mark.on_postgres
def test_the_page_of_a_quiz_costs_the_same_however_many_answered(desk: Client) -> None:
    few, many = a_quiz(a_question()), a_quiz(*[a_question() for _ in range(5)])
    for quiz, people in ((few, 1), (many, 4)):
        for _ in range(people):
            hand_in(quiz, *[(row.question, key(row.question, "110"), False) for row in quiz.chosen.all()])
    url = "/admin/snippets/quizzes/quiz/statistics/{}/"
    assert queries(desk, url.format(few.pk)) == queries(desk, url.format(many.pk))


def test_a_learner_reads_no_statistics(client: Client) -> None:
    question = a_question()
    client.force_login(UserFactory())
    for url in (f"question/statistics/{question.pk}/", f"quiz/statistics/{a_quiz(question).pk}/"):
        assert client.get(f"/admin/snippets/quizzes/{url}").status_code == 302
