"""A learner asks on a lesson, reads the answer there and on her first page, asks on, and closes."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from college.courses.models import LessonPage
from college.dialogue.actions import A_DAY, ask, say
from college.dialogue.models import LONGEST, Message, Question
from college.people.models import User
from college.people.privacy.erasure import erase
from college.progress.models import Enrolment
from tests.dialogue.cast import WORDS, a_question, last_of, said_in, says
from tests.factories import UserFactory
from tests.pages import inline_code, queries, read
from tests.progress.cast import a_course, an_enrolment, lessons_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
MINE = "/my/questions/"


@pytest.fixture
def learner(client: Client) -> User:
    learner = UserFactory(display_name="王秀兰")
    client.force_login(learner)
    return learner


@pytest.fixture
def enrolment(learner: User) -> Enrolment:
    return an_enrolment(a_course(None, title="认字班"), learner)


@pytest.fixture
def lesson(enrolment: Enrolment) -> LessonPage:
    return lessons_of(enrolment.course)[0]


@pytest.fixture
def teacher() -> User:
    return UserFactory(display_name="周老师")


def asks(client: Client, lesson: LessonPage, text: str = WORDS) -> str:
    return client.post(reverse("dialogue:ask", args=[lesson.pk]), {"text": text}, follow=True).text


def closes(client: Client, question: Question, read_to: int | None = None) -> str:
    address = reverse("dialogue:close", args=[question.pk])
    return client.post(address, {"read_to": read_to or last_of(question)}, follow=True).text


def on_lesson(client: Client, lesson: LessonPage) -> str:
    return client.get(lesson.get_url()).text


def test_she_asks_on_the_lesson_and_sees_there_that_it_waits(client: Client, lesson: LessonPage) -> None:
    assert reverse("dialogue:ask", args=[lesson.pk]) in on_lesson(client, lesson)
    html = asks(client, lesson)
    assert "您的问题交给老师了" in html
    assert "等老师回答" in html
    question = Question.objects.get()
    assert (question.lesson, question.lesson_title, question.is_waiting) == (lesson, lesson.title, True)


def test_the_answer_is_on_the_lesson_and_on_her_first_page_until_it_is_clear(
    client: Client,
    lesson: LessonPage,
    enrolment: Enrolment,
    teacher: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    question = a_question(enrolment)
    assert "老师回答了" not in client.get("/my/").text
    with django_capture_on_commit_callbacks(execute=True):
        says(teacher, question, "是的，最后慢慢提起来。")
    assert "是的，最后慢慢提起来。" in on_lesson(client, lesson)
    assert "是的，最后慢慢提起来。" in client.get("/my/").text
    closes(client, question)
    question.refresh_from_db()
    assert question.is_closed
    assert "老师回答了" not in client.get("/my/").text
    assert "是的，最后慢慢提起来。" in on_lesson(client, lesson)


def test_she_asks_on_and_it_waits_again(client: Client, enrolment: Enrolment, teacher: User) -> None:
    question = says(teacher, a_question(enrolment), "是的。")
    address = reverse("dialogue:question", args=[question.pk])
    html = client.post(address, {"text": "那撇呢？", "read_to": last_of(question)}, follow=True).text
    assert "等老师回答" in html
    assert said_in(question) == [WORDS, "是的。", "那撇呢？"]


def test_what_was_closed_opens_again_when_she_asks_on(client: Client, enrolment: Enrolment) -> None:
    question = a_question(enrolment)
    closes(client, question)
    client.post(reverse("dialogue:question", args=[question.pk]), {"text": "还是不懂", "read_to": last_of(question)})
    question.refresh_from_db()
    assert (question.is_waiting, question.is_closed) == (True, False)


def test_she_adds_to_what_waits_and_keeps_her_place_in_the_queue(client: Client, enrolment: Enrolment) -> None:
    question = a_question(enrolment)
    client.post(reverse("dialogue:question", args=[question.pk]), {"text": "补充", "read_to": last_of(question)})
    since = question.waits_since
    question.refresh_from_db()
    assert question.waits_since == since
    assert said_in(question) == [WORDS, "补充"]


def test_two_taps_ask_once(client: Client, lesson: LessonPage) -> None:
    asks(client, lesson)
    asks(client, lesson)
    assert said_in(Question.objects.get()) == [WORDS]


def test_two_taps_close_once(client: Client, enrolment: Enrolment) -> None:
    question = a_question(enrolment)
    closes(client, question)
    question.refresh_from_db()
    closed_at = question.closed_at
    closes(client, question)
    question.refresh_from_db()
    assert question.closed_at == closed_at


@pytest.mark.parametrize("text", ["", "  \n ", "\0", "长" * (LONGEST + 1)])
def test_what_cannot_be_asked_is_said_and_stays_in_the_field(client: Client, lesson: LessonPage, text: str) -> None:
    html = asks(client, lesson, text)
    assert 'class="field__error"' in html
    assert Question.objects.count() == 0
    assert len(text) <= LONGEST or text in html


def test_as_many_lines_as_the_field_lets_her_type_are_taken(client: Client, lesson: LessonPage) -> None:
    asks(client, lesson, "a\r\n" * (LONGEST // 2))
    assert Message.objects.get().text == "\n".join("a" * (LONGEST // 2))


def test_nobody_asks_without_end(client: Client, lesson: LessonPage, enrolment: Enrolment) -> None:
    for number in range(A_DAY):
        a_question(enrolment, f"第 {number} 问")
    html = asks(client, lesson)
    assert "请明天再问" in html
    assert WORDS in html
    Message.objects.update(sent_at=timezone.now() - timedelta(days=1, minutes=1))
    assert "您的问题交给老师了" in asks(client, lesson)


def test_what_somebody_said_meanwhile_is_shown_before_hers_is_sent(
    client: Client, enrolment: Enrolment, teacher: User
) -> None:
    question = a_question(enrolment)
    before = last_of(question)
    says(teacher, question, "是的。")
    address = reverse("dialogue:question", args=[question.pk])
    html = client.post(address, {"text": "再问一句", "read_to": before}).text
    assert "又有了新的话" in html
    assert "是的。" in html
    assert "再问一句" in html
    assert said_in(question) == [WORDS, "是的。"]
    fields = [tag for tag in read(html.encode()).all("input") if tag.attributes.get("name") == "read_to"]
    client.post(address, {"text": "再问一句", "read_to": fields[-1].attributes["value"]})
    assert said_in(question) == [WORDS, "是的。", "再问一句"]


def test_who_does_not_take_the_course_is_not_offered_it_and_cannot_ask(client: Client, enrolment: Enrolment) -> None:
    lesson = lessons_of(enrolment.course)[0]
    client.force_login(UserFactory())
    assert "问老师" not in on_lesson(client, lesson)
    assert client.post(reverse("dialogue:ask", args=[lesson.pk]), {"text": WORDS}).status_code == 404
    client.logout()
    assert "问老师" not in on_lesson(client, lesson)
    assert client.post(reverse("dialogue:ask", args=[lesson.pk]), {"text": WORDS}).status_code == 302
    assert Question.objects.count() == 0


def test_a_lesson_that_closed_while_she_typed_takes_no_question_and_loses_no_word(
    client: Client, lesson: LessonPage
) -> None:
    LessonPage.objects.filter(pk=lesson.pk).update(available_from=timezone.now() + timedelta(days=1))
    assert "问老师" not in on_lesson(client, lesson)
    html = asks(client, lesson)
    assert "不能在这里提问" in html
    assert WORDS in html
    assert Question.objects.count() == 0


def test_a_way_to_ask_that_was_kept_leads_to_the_lesson_once_that_is_closed(client: Client, lesson: LessonPage) -> None:
    address = reverse("dialogue:ask", args=[lesson.pk])
    assert client.get(address).status_code == 200
    LessonPage.objects.filter(pk=lesson.pk).update(available_from=timezone.now() + timedelta(days=1))
    assert client.get(address)["Location"] == lesson.get_url()


def test_a_long_answer_is_read_to_its_beginning_before_it_is_put_away(
    client: Client, lesson: LessonPage, enrolment: Enrolment, teacher: User
) -> None:
    question = a_question(enrolment)
    for part in ("一", "二"):
        says(teacher, question, f"第{part}段")
    close_address = reverse("dialogue:close", args=[question.pk])
    assert close_address in on_lesson(client, lesson)
    says(teacher, question, "第三段")
    html = on_lesson(client, lesson)
    assert close_address not in html
    assert "前面还有，全都看看" in html
    assert close_address in client.get(reverse("dialogue:question", args=[question.pk])).text


def test_the_same_words_after_closing_ask_again(client: Client, lesson: LessonPage) -> None:
    asks(client, lesson)
    first = Question.objects.get()
    closes(client, first)
    asks(client, lesson)
    assert Question.objects.exclude(pk=first.pk).get().is_waiting
    address = reverse("dialogue:question", args=[first.pk])
    client.post(address, {"text": WORDS, "read_to": last_of(first)})
    first.refresh_from_db()
    assert first.is_waiting
    assert said_in(first) == [WORDS, WORDS]


def test_her_words_are_hers_whatever_she_told_others_there(lesson: LessonPage, enrolment: Enrolment) -> None:
    of_another = a_question(an_enrolment(enrolment.course), "怎么签到？")
    says(enrolment.learner, of_another, WORDS)
    assert a_question(enrolment).enrolment == enrolment


def test_what_she_answers_others_is_not_counted_against_her(lesson: LessonPage, enrolment: Enrolment) -> None:
    of_another = a_question(an_enrolment(enrolment.course), "怎么签到？")
    for number in range(A_DAY):
        says(enrolment.learner, of_another, f"第 {number} 次回答")
    assert a_question(enrolment).is_waiting


def test_an_answer_she_has_not_read_is_not_put_away(client: Client, enrolment: Enrolment, teacher: User) -> None:
    question = a_question(enrolment)
    before = last_of(question)
    says(teacher, question, "是的。")
    html = closes(client, question, before)
    assert "刚才又有了新的话" in html
    assert "是的。" in html
    assert "是的。" in client.get("/my/").text


def test_somebody_erased_says_nothing_more(enrolment: Enrolment, lesson: LessonPage) -> None:
    question = a_question(enrolment)
    erase(person=enrolment.learner, by=enrolment.learner)
    with pytest.raises(PermissionDenied):
        ask(enrolment=enrolment, lesson=lesson, text="我是王秀兰")
    with pytest.raises(Question.DoesNotExist):
        say(question=question, author=UserFactory(), text="您好", read_to=0)
    assert Message.objects.count() == 0


@pytest.mark.parametrize("name", ["question", "close"])
def test_nobody_opens_or_closes_the_question_of_another(client: Client, learner: User, name: str) -> None:
    question = a_question(an_enrolment(a_course(None)))
    address = reverse(f"dialogue:{name}", args=[question.pk])
    assert client.post(address, {"text": "我看看", "read_to": last_of(question)}).status_code == 404
    assert client.get(reverse("dialogue:question", args=[question.pk])).status_code == 404
    assert WORDS not in client.get(MINE).text
    assert said_in(question) == [WORDS]


def test_a_look_does_not_close(client: Client, enrolment: Enrolment) -> None:
    assert client.get(reverse("dialogue:close", args=[a_question(enrolment).pk])).status_code == 405


def test_all_she_asked_outlives_the_lesson(client: Client, enrolment: Enrolment, lesson: LessonPage) -> None:
    question = a_question(enrolment)
    title = lesson.title
    lesson.delete()
    assert title in client.get(MINE).text
    html = client.get(reverse("dialogue:question", args=[question.pk])).text
    assert title in html
    assert WORDS in html


def test_a_course_that_is_no_longer_published_is_not_linked_to(client: Client, enrolment: Enrolment) -> None:
    question, url = a_question(enrolment), lessons_of(enrolment.course)[0].get_url()
    address = reverse("dialogue:question", args=[question.pk])
    assert f'href="{url}"' in client.get(address).text
    enrolment.course.unpublish()
    assert f'href="{url}"' not in client.get(address).text
    assert "这个问题了结了" in closes(client, question)


def test_what_she_types_is_text(client: Client, lesson: LessonPage) -> None:
    html = asks(client, lesson, "<script>alert(1)</script>")
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_the_pages_hold_no_inline_code(client: Client, enrolment: Enrolment, lesson: LessonPage) -> None:
    question = a_question(enrolment)
    for url in (MINE, reverse("dialogue:question", args=[question.pk]), reverse("dialogue:ask", args=[lesson.pk])):
        assert inline_code(read(client.get(url).content)) == []


@pytest.mark.parametrize("count", [1, 20])
def test_all_she_asked_costs_the_same_however_much_it_is(client: Client, enrolment: Enrolment, count: int) -> None:
    for number in range(count):
        a_question(enrolment, f"第 {number} 问")
    assert queries(client, MINE) == 4  # session, person, how many, questions with their words


def test_a_lesson_costs_one_query_more_where_she_asked_however_often(
    client: Client, enrolment: Enrolment, lesson: LessonPage
) -> None:
    before = queries(client, lesson.get_url())
    costs = []
    for number in range(8):
        a_question(enrolment, f"第 {number} 问")
        costs.append(queries(client, lesson.get_url()))
    assert set(costs) == {before + 1}
