"""A lesson's video stops at some seconds and asks: what is shown, who may answer, and that the first answer stays."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import nested_form_data, streamfield

from college.courses.models import LessonPage, VideoQuestion
from college.quizzes.models import Option, Question, Response
from tests.factories import CoursePageFactory, LessonPageFactory, UserFactory
from tests.media.factories import VideoFactory
from tests.pages import inline_code, queries, read
from tests.quizzes.bank import a_question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

PART = {"hx-request": "true"}


@pytest.fixture
def learner(client: Client) -> Client:
    client.force_login(UserFactory())
    return client


def a_lesson(*questions: Question, **fields: object) -> LessonPage:
    lesson = LessonPageFactory(video=VideoFactory(), **fields)
    for place, question in enumerate(questions):
        VideoQuestion.objects.create(lesson=lesson, question=question, second=10 + place)
    return lesson


def ask_url(lesson: LessonPage, question: Question) -> str:
    return f"/lessons/{lesson.pk}/questions/{question.pk}/"


def answer(client: Client, lesson: LessonPage, question: Question, **said: object) -> str:
    """Fills in the form of the page as a browser would."""
    url = ask_url(lesson, question)
    hidden = [tag for tag in read(client.get(url).content).all("input") if tag.attributes.get("name") == "edition"]
    return client.post(url, {"edition": hidden[0].attributes["value"], **said}).text


def test_the_questions_stand_below_the_player_and_each_has_a_page(learner: Client) -> None:
    question = a_question()
    lesson = a_lesson(question)
    assert ask_url(lesson, question) in learner.get(lesson.url).text
    asked = learner.get(ask_url(lesson, question))
    assert "火警打哪个号码" in asked.text
    assert inline_code(read(asked.content)) == []


def test_the_player_gets_the_part_and_a_browser_without_scripts_the_page(learner: Client) -> None:
    question = a_question()
    url = ask_url(a_lesson(question), question)
    assert "<html" not in learner.get(url, headers=PART).text
    assert "<html" in learner.get(url).text


@pytest.mark.on_postgres
def test_the_first_answer_is_kept_whatever_is_answered_later(learner: Client) -> None:
    question = a_question()
    lesson = a_lesson(question)
    assert "这一题再看看" in answer(learner, lesson, question, answer=1)
    assert "答对了" in answer(learner, lesson, question, answer=2)
    response = Response.objects.get()
    wrong = Option.objects.get(text="110")
    assert (response.attempt, response.question, response.answer, response.is_correct) == (
        None,
        question,
        str(wrong.pk),
        False,
    )
    assert response.shown["text"] == "火警打哪个号码？"
    assert "答过了" in learner.get(lesson.url).text


@pytest.mark.on_postgres
def test_a_question_that_two_lessons_ask_is_answered_in_each(learner: Client) -> None:
    question = a_question()
    first, second = a_lesson(question), a_lesson(question)
    answer(learner, first, question, answer=2)
    assert "data-answered>" in learner.get(first.url).text
    assert "data-answered>" not in learner.get(second.url).text
    answer(learner, second, question, answer=1)
    assert "data-answered>" in learner.get(second.url).text
    assert list(Response.objects.order_by("pk").values_list("is_correct", flat=True)) == [True, False]


@pytest.mark.parametrize("kind", Question.Kind.values)
def test_every_kind_can_be_answered(learner: Client, kind: str) -> None:
    question = a_question(kind)
    lesson = a_lesson(question)
    said = {
        "multiple": {"answer": ["1", "2"]},
        "matching": {"match-1": "2", "match-2": "1"},
        "ordering": {"order": ["1", "2", "3"]},
        "fill-in": {"answer": "合肥市。"},
    }.get(kind, {"answer": "2"})
    assert "继续看" in answer(learner, lesson, question, **said)
    assert Response.objects.get().is_correct is (kind != "ordering")


def test_what_cannot_be_an_answer_is_said_and_nothing_is_kept(learner: Client) -> None:
    question = a_question()
    lesson = a_lesson(question)
    assert "请先答这一题" in answer(learner, lesson, question)
    assert "没有看懂这个答案" in answer(learner, lesson, question, answer="99")
    assert "老师刚刚改过这道题" in learner.post(ask_url(lesson, question), {"answer": "1"}).text
    assert not Response.objects.exists()


def test_a_visitor_of_a_public_course_may_try_and_nothing_is_kept(client: Client) -> None:
    question = a_question()
    lesson = a_lesson(question, parent=CoursePageFactory(access="public"))
    assert "答对了" in answer(client, lesson, question, answer=2)
    assert not Response.objects.exists()


def test_who_may_not_watch_is_not_asked(client: Client) -> None:
    question, other = a_question(), a_question()
    lesson = a_lesson(question)
    assert client.get(ask_url(lesson, question)).url.startswith("/accounts/login/")
    assert client.post(ask_url(lesson, question), {"answer": "1"}).url.startswith("/accounts/login/")
    client.force_login(UserFactory())
    assert client.get(ask_url(lesson, other)).status_code == 404
    assert client.get(ask_url(LessonPageFactory(), question)).status_code == 404
    assert client.get(f"/lessons/{10**17}/questions/{10**17}/").status_code == 404
    soon = timezone.now() + timezone.timedelta(days=1)
    for closed in (a_lesson(question, available_from=soon), a_lesson(question, live=False), a_lesson(question)):
        if closed.live and not closed.available_from:
            PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.GROUPS)
        assert client.get(ask_url(closed, question)).status_code == 404
        assert client.post(ask_url(closed, question), {"answer": "1"}).status_code == 404
    assert not Response.objects.exists()


def test_a_script_of_another_site_answers_for_nobody(learner: Client) -> None:
    question = a_question()
    lesson = a_lesson(question)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(UserFactory())
    assert strict.post(ask_url(lesson, question), {"answer": "1"}).status_code == 403


def test_the_page_of_a_lesson_costs_the_same_whether_it_asks_once_or_six_times(learner: Client) -> None:
    one = a_lesson(a_question())
    six = a_lesson(*[a_question() for _ in range(6)])
    assert queries(learner, one.url) == queries(learner, six.url)


def form(lesson: LessonPage, *asked: tuple[str, Question]) -> dict[str, object]:
    rows = [
        {"second": second, "question": question.pk, "ORDER": place + 1, "DELETE": ""}
        for place, (second, question) in enumerate(asked)
    ]
    counts = {"TOTAL_FORMS": len(rows), "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    said = {
        "title": lesson.title,
        "slug": lesson.slug,
        "introduction": "",
        "video": lesson.video_id or "",
        "body": streamfield([]),
        "reading_minutes": 5,
        "is_required": "on",
        "required_share": 90,
        "package_rule": "completed",
        "video_questions": {**counts, **{str(place): row for place, row in enumerate(rows)}},
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
        "action-publish": "1",
    }
    return nested_form_data(said)


def test_an_editor_places_questions_by_the_clock_of_the_player(client: Client) -> None:
    client.force_login(UserFactory(is_superuser=True))
    lesson = LessonPageFactory(video=VideoFactory(duration=83.4))
    url = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    first, second = a_question(), a_question()
    client.post(url, form(lesson, ("1:05", first), ("7", second)))
    assert list(lesson.video_questions.values_list("second", "question")) == [(65, first.pk), (7, second.pk)]
    assert 'value="1:05"' in client.get(url).text


@pytest.mark.parametrize(
    ("seconds", "said"), [(["1:30"], "视频只有 1:23 长"), (["5", "9"], "这道题在这个视频里已经有了")]
)
def test_a_question_that_would_never_be_asked_is_refused(client: Client, seconds: list[str], said: str) -> None:
    client.force_login(UserFactory(is_superuser=True))
    lesson = LessonPageFactory(video=VideoFactory(duration=83.4))
    question = a_question()
    page = client.post(
        reverse("wagtailadmin_pages:edit", args=[lesson.pk]), form(lesson, *[(second, question) for second in seconds])
    )
    assert said in page.text
    assert not lesson.video_questions.exists()


def test_a_question_needs_a_video(client: Client) -> None:
    client.force_login(UserFactory(is_superuser=True))
    lesson = LessonPageFactory()
    page = client.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), form(lesson, ("5", a_question())))
    assert "这一课没有视频" in page.text
