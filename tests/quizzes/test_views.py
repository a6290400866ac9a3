"""A quiz's pages, as a learner and as a stranger meets them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from college.people.models import User
from college.quizzes.models import Attempt, Quiz
from tests.factories import UserFactory
from tests.pages import inline_code, queries, read
from tests.quizzes import cast
from tests.quizzes.bank import a_question
from tests.quizzes.cast import Kind, a_quiz, a_quiz_of, right, wrong
from tests.quizzes.pages import begin, finish, page, send, url

pytestmark = pytest.mark.django_db
ALL = [Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE, Kind.MATCHING, Kind.ORDERING, Kind.FILL_IN]


@pytest.fixture(autouse=True)
def open_to_members(settings: Settings) -> None:
    settings.QUIZ_ACCESS_POLICY = f"{cast.__name__}.members_take_it"


@pytest.fixture
def learner(client: Client) -> User:
    learner = UserFactory()
    client.force_login(learner)
    return learner


def test_the_rules_stand_in_words_before_one_begins(client: Client, learner: User) -> None:
    quiz = a_quiz_of(3, attempts_allowed=2, cool_down_minutes=30, time_limit_minutes=10, pass_mark=80)
    html = page(client, f"/quizzes/{quiz.pk}/")
    for rule in ("一共 3 题", "80 分及格", "最多答 2 次", "限时 10 分钟", "歇 30 分钟再答", "交卷以前可以改"):
        assert rule in html
    assert read(html.encode()).links()["先回去看课"] == "/courses/fire/first/"


def test_a_learner_takes_a_quiz_of_every_kind_from_beginning_to_end(client: Client, learner: User) -> None:
    quiz = a_quiz(*(a_question(kind, text=f"题型{kind}") for kind in ALL))
    html = client.post(f"/quizzes/{quiz.pk}/", follow=True).content.decode()
    attempt = Attempt.objects.get()
    for number, response in enumerate(attempt.responses.all(), 1):
        assert f"第 {number} 题，共 6 题" in html
        assert response.shown["text"] in html
        html = send(client, response, right(response), follow=True).content.decode()
    assert "都答完了" in html
    html = client.post(url(attempt), {"hand_in": "1"}, follow=True).content.decode()
    assert "通过了" in html
    assert "100 分" in html
    assert html.count("答对了") == 7
    assert inline_code(read(html.encode())) == []


def test_a_question_left_out_is_asked_again_before_handing_in(client: Client, learner: User) -> None:
    attempt = begin(a_quiz_of(3), learner)
    first, second, third = attempt.responses.all()
    assert read(page(client, url(attempt)).encode()).links()["先不答这一题"] == url(attempt, "?number=2")
    for response, then in ((second, "?number=3"), (third, "?number=1")):
        assert send(client, response, right(response))["location"] == url(attempt, then)
    assert "还有 1 题没答" in page(client, url(attempt, "?overview"))
    assert send(client, first, right(first))["location"] == url(attempt, "?overview")


def test_an_answer_is_there_again_when_one_goes_back_to_it(client: Client, learner: User) -> None:
    attempt = begin(a_quiz(*(a_question(kind) for kind in ALL)), learner)
    for response in attempt.responses.all():
        send(client, response, right(response))
    shown = [read(page(client, url(attempt, f"?number={number}")).encode()) for number in range(1, 7)]
    chosen = [[tag.attributes["value"] for tag in found.all("input") if "checked" in tag.attributes] for found in shown]
    assert chosen[:3] == [["2"], ["1", "2"], ["2"]]
    assert sum("selected" in tag.attributes for tag in shown[3].all("option")) == 2
    given = [tag.attributes["value"] for tag in shown[4].all("input") if tag.attributes.get("name") == "order"]
    assert given == right(attempt.responses.get(number=5))["order"]
    assert [tag.attributes["value"] for tag in shown[5].all("input") if tag.attributes.get("name") == "answer"] == [
        "合肥"
    ]


def test_steps_are_moved_by_links_where_scripts_do_not_run(client: Client, learner: User) -> None:
    attempt = begin(a_quiz(a_question(Kind.ORDERING)), learner)
    address = url(attempt)
    orders = []
    for label in ("下移", "上移"):
        document = read(page(client, address).encode())
        orders.append([tag.attributes["value"] for tag in document.all("input") if tag.attributes["name"] == "order"])
        links = [tag for tag in document.all("a") if tag.text.strip() == label and tag.attributes.get("href")]
        address = url(attempt, (links[0].attributes["href"] or "").split("#")[0])
    assert orders == [["1", "2", "3"], ["2", "1", "3"]]
    for bad in ("9-9-9", "x", "1-2", "²-1-3", "1-2-3-3" * 500):
        assert "上移" in page(client, url(attempt, f"?number=1&order={bad}"))


def test_the_page_does_not_tell_what_is_right(client: Client, learner: User) -> None:
    """Every page speaks of places only, whatever stands at them."""
    attempt = begin(a_quiz(*(a_question(kind) for kind in ALL)), learner)
    for number, kind in enumerate(ALL, 1):
        document = read(page(client, url(attempt, f"?number={number}")).encode())
        inputs = [tag for tag in document.all("input") if tag.attributes["name"] in ("answer", "order")]
        values = [tag.attributes["value"] for tag in [*inputs, *document.all("option")]]
        assert values == {
            Kind.MATCHING: ["", "1", "2"] * 2,
            Kind.TRUE_FALSE: ["1", "2"],
            Kind.FILL_IN: [""],
        }.get(kind, ["1", "2", "3"])


def test_each_answer_is_explained_at_once_where_the_quiz_says_so(client: Client, learner: User) -> None:
    question = a_question(explanation="火警是 119。")
    question.options.filter(text="110").update(feedback="110 是报警电话")
    attempt = begin(a_quiz(question, a_question(), shows_answers=Quiz.Answers.AT_ONCE), learner)
    html = send(client, attempt.responses.first(), {"answer": "1"}, follow=True).content.decode()
    for words in ("这一题再看看", "110 是报警电话", "火警是 119。", "下一题"):
        assert words in html
    assert 'name="answer"' not in html
    html = send(client, attempt.responses.first(), {"answer": "2"}, follow=True).content.decode()
    assert "以第一次的答案为准" in html
    assert attempt.responses.first().is_correct is False


def test_explanations_wait_until_the_quiz_is_passed_where_it_says_so(client: Client, learner: User) -> None:
    quiz = a_quiz_of(2, shows_answers=Quiz.Answers.WHEN_PASSED)
    failed = finish(begin(quiz, learner), right_ones=0)
    html = page(client, url(failed))
    assert "通过以后，可以在这里看每一题的答案和讲解" in html
    assert "119" not in html
    finish(begin(quiz, learner), right_ones=2)
    assert "119" in page(client, url(failed))


def test_a_result_that_is_not_enough_is_said_kindly_with_a_way_on(client: Client, learner: User) -> None:
    quiz = a_quiz_of(3, attempts_allowed=3, cool_down_minutes=30)
    html = page(client, url(finish(begin(quiz, learner), right_ones=1)))
    for words in ("这次还没有通过", "3 题里答对了 1 题，33 分", "还可以答 2 次", "以后可以再答", "回到“用火安全”"):
        assert words in html
    assert not re.search("[✗✘×❌]|错误|失败", html)


def test_who_reads_in_large_letters_sees_no_clock(client: Client, learner: User) -> None:
    attempt = begin(a_quiz_of(1, time_limit_minutes=10), learner)
    assert "data-seconds-left" in page(client, url(attempt))
    Attempt.objects.update(due_at=timezone.now() - timedelta(hours=1))
    assert "时间到了" in page(client, url(attempt))
    client.cookies["text_size"] = "largest"
    assert "data-seconds-left" not in page(client, url(attempt))
    send(client, attempt.responses.get(), right(attempt.responses.get()))
    assert attempt.responses.get().is_correct
    quiz = a_quiz_of(1, time_limit_minutes=10)
    client.post(f"/quizzes/{quiz.pk}/")
    assert Attempt.objects.get(quiz=quiz).due_at is None


def test_an_answer_after_the_time_hands_in_and_says_so(client: Client, learner: User) -> None:
    attempt = begin(a_quiz_of(1, time_limit_minutes=10), learner)
    Attempt.objects.update(due_at=timezone.now() - timedelta(hours=1))
    html = send(client, attempt.responses.get(), right(attempt.responses.get()), follow=True).content.decode()
    assert "时间到了，已经替您交卷" in html
    assert "这次还没有通过" in html


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "请先答这一题"),
        ({"answer": "9"}, "没有看懂这个答案"),
        ({"answer": ["1", "2"]}, "没有看懂这个答案"),
        ({"answer": "好" * 350_000}, "没有看懂这个答案"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_met_with_one_sentence(
    client: Client, learner: User, said: dict[str, Any], sentence: str
) -> None:
    attempt = begin(a_quiz_of(1), learner)
    answer = send(client, attempt.responses.get(), said)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert attempt.responses.get().answer is None


@pytest.mark.parametrize("number", ["", "0", "2", "-1", "x", "９", "9" * 400])
def test_an_answer_to_no_question_of_the_attempt_changes_nothing(client: Client, learner: User, number: str) -> None:
    attempt = begin(a_quiz_of(1), learner)
    answer = client.post(url(attempt), {"number": number, "answer": "1"}, follow=True)
    assert "这次测验里没有这一题" in answer.content.decode()
    assert attempt.responses.get().answer is None
    assert client.get(url(attempt, f"?number={number}")).status_code == 200


def test_what_was_matched_stays_when_a_row_was_forgotten(client: Client, learner: User) -> None:
    attempt = begin(a_quiz(a_question(Kind.MATCHING)), learner)
    answer = send(client, attempt.responses.get(), {"match-1": "2", "match-2": ""})
    assert answer.status_code == 400
    assert [tag.attributes["value"] for tag in read(answer.content).all("option") if "selected" in tag.attributes] == [
        "2"
    ]


def test_a_finished_attempt_takes_no_answer(client: Client, learner: User) -> None:
    attempt = finish(begin(a_quiz_of(1), learner), right_ones=0)
    response = attempt.responses.get()
    html = send(client, response, right(response), follow=True).content.decode()
    assert "已经交卷了" in html
    assert attempt.responses.get().is_correct is False
    client.post(url(attempt), {"hand_in": "1"})
    attempt.refresh_from_db()
    assert attempt.score == 0


def test_attempts_beyond_those_allowed_are_refused_in_words(client: Client, learner: User) -> None:
    quiz = a_quiz_of(1, attempts_allowed=1)
    finish(begin(quiz, learner), right_ones=0)
    answer = client.post(f"/quizzes/{quiz.pk}/")
    assert answer.status_code == 409
    assert "答题的次数用完了" in answer.content.decode()
    assert Attempt.objects.count() == 1


def test_a_stranger_finds_nothing(client: Client, learner: User, settings: Settings) -> None:
    open_one = begin(a_quiz_of(1), UserFactory())
    done = finish(begin(a_quiz_of(1), UserFactory()), right_ones=1)
    for attempt in (open_one, done):
        response = attempt.responses.first()
        assert client.get(url(attempt)).status_code == 404
        assert send(client, response, wrong(response)).status_code == 404
        assert client.post(url(attempt), {"hand_in": "1"}).status_code == 404
    assert not Attempt.objects.get(pk=open_one.pk).is_finished
    assert client.get("/quizzes/999999999999999999/").status_code == 404
    assert Client().get(url(open_one))["location"].startswith("/accounts/login/")


def test_behind_a_closed_lesson_nothing_is_begun_or_answered_but_what_was_answered_can_be_handed_in(
    client: Client, learner: User, settings: Settings
) -> None:
    quiz = a_quiz_of(1)
    done, left = finish(begin(quiz, learner), right_ones=1), begin(quiz, learner)
    settings.QUIZ_ACCESS_POLICY = f"{cast.__name__}.nobody_takes_it"
    assert client.get(f"/quizzes/{quiz.pk}/").status_code == client.post(f"/quizzes/{quiz.pk}/").status_code == 404
    assert "这一课现在不开放" in page(client, url(left))
    send(client, left.responses.get(), {"answer": "1"})
    assert left.responses.get().answered_at is None
    assert "通过了" in page(client, url(done))
    client.post(url(left), {"hand_in": "1"})
    left.refresh_from_db()
    assert left.is_finished


def test_pages_cost_the_same_however_long_the_quiz(client: Client, learner: User) -> None:
    counts = []
    for number in (2, 12):
        quiz = a_quiz_of(number)
        for _ in range(number // 2):
            done = finish(begin(quiz, learner), right_ones=number)
        attempt = begin(quiz, learner)
        pages = [f"/quizzes/{quiz.pk}/", url(attempt), url(attempt, "?overview"), url(done)]
        counts.append([queries(client, address) for address in pages])
    assert counts[0] == counts[1]
