"""What progress shows on the pages of courses and lessons."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Collection, CollectionViewRestriction

from cms.restrictions import restricted_paths
from college.courses.hooks import course_states, lesson_states
from college.courses.models import CoursePage, LessonPage
from college.people.models import User
from college.progress.actions import mark_read
from college.quizzes.models import Attempt, Quiz
from media.models import Video
from tests.factories import UserFactory
from tests.pages import queries
from tests.progress.cast import Player, a_course, an_enrolment, lessons_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def learner(client: Client) -> User:
    user = UserFactory()
    client.force_login(user)
    return user


def shown(client: Client, page: object) -> str:
    response = client.get(page.get_url())  # type: ignore[attr-defined]
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_is_offered_to_enrol(client: Client) -> None:
    course = a_course(None)
    html = shown(client, course)
    assert f'action="/my/enrol/{course.pk}/"' in html
    assert "报名学习" in html


def test_a_learner_is_led_on_to_the_lesson_and_minute(client: Client, learner: User) -> None:
    course = a_course(None, 300.0)
    lesson = lessons_of(course)[1]
    Player(an_enrolment(course, learner), lesson).plays((0, 80), position=80)
    html = shown(client, course)
    assert "继续学习" in html
    assert "从 1:20 开始" in html
    assert "报名学习" not in html


def test_who_completed_reads_when_and_is_not_asked_again(client: Client, learner: User) -> None:
    course = a_course(None)
    mark_read(enrolment=an_enrolment(course, learner), lesson=lessons_of(course)[0])
    html = shown(client, course)
    assert "已学完" in html
    assert "报名学习" not in html


def test_on_a_lesson_who_is_not_enrolled_reads_what_enrolling_is_good_for(client: Client, learner: User) -> None:
    lesson = lessons_of(a_course(60.0))[0]
    html = shown(client, lesson)
    assert "学过的会记下来" in html
    assert f'name="next" value="{lesson.get_url()}"' in html
    assert 'id="watch"' not in html


def test_a_signed_out_visitor_of_a_public_lesson_is_offered_to_enrol(client: Client) -> None:
    lesson = lessons_of(a_course(60.0, access=CoursePage.Access.PUBLIC))[0]
    assert "学过的会记下来" in shown(client, lesson)


def test_the_player_is_told_where_to_resume_and_whom_to_report_to(client: Client, learner: User) -> None:
    lesson = lessons_of(a_course(300.0))[0]
    Player(an_enrolment(lesson.course, learner), lesson).plays((0, 75), position=74.5)
    html = shown(client, lesson)
    assert 'data-url="/progress/watch/"' in html
    assert 'data-position="74.5"' in html
    assert 'data-duration="300.0"' in html
    assert "已看 25 %" in html
    assert "js/progress/watch.js" in html


def test_a_lesson_to_read_ends_in_a_button_and_then_in_the_next_lesson(client: Client, learner: User) -> None:
    course = a_course(None, None)
    first, second = lessons_of(course)
    an_enrolment(course, learner)
    assert "我读完了" in shown(client, first)
    answer = client.post(f"/progress/read/{first.pk}/", follow=True)
    assert f'下一课：<span class="phrase">{second.title}' in answer.content.decode()
    assert "我读完了" not in answer.content.decode()


def test_the_last_lesson_ends_in_the_certificates(client: Client, learner: User) -> None:
    course = a_course(None, hours=Decimal(1))
    lesson = lessons_of(course)[0]
    an_enrolment(course, learner)
    html = client.post(f"/progress/read/{lesson.pk}/", follow=True).content.decode()
    assert "整门课也学完了" in html
    assert 'href="/my/certificates/"' in html


def test_reading_is_marked_for_ones_own_enrolment_only(client: Client, learner: User) -> None:
    lesson = lessons_of(a_course(None))[0]
    assert client.post(f"/progress/read/{lesson.pk}/").status_code == 404
    assert client.get(f"/progress/read/{lesson.pk}/").status_code == 405


def test_a_video_cannot_be_marked_as_read(client: Client, learner: User) -> None:
    lesson = lessons_of(a_course(60.0))[0]
    enrolment = an_enrolment(lesson.course, learner)
    client.post(f"/progress/read/{lesson.pk}/")
    assert not enrolment.lessons.exists()


def test_a_lesson_whose_video_is_being_prepared_is_not_done_by_a_tap(client: Client, learner: User) -> None:
    lesson = lessons_of(a_course(60.0))[0]
    Video.objects.update(state=Video.State.WAITING, duration=None)
    an_enrolment(lesson.course, learner)
    html = shown(client, lesson)
    assert "我读完了" not in html
    assert 'id="watch"' not in html


def test_the_first_page_leads_a_learner_on_and_leaves_a_visitor_alone(client: Client, learner: User) -> None:
    course = a_course(None, title="云课堂")
    an_enrolment(course, learner)
    assert "continue-title" in client.get("/").content.decode()
    assert "continue-title" not in Client().get("/").content.decode()


def test_who_may_not_watch_a_video_is_given_no_token_to_report_it_with(client: Client, learner: User) -> None:
    lesson, group = lessons_of(a_course(300.0))[0], Group.objects.create(name="党支部")
    an_enrolment(lesson.course, learner)
    restriction = CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node().add_child(name="党支部"),
        restriction_type=CollectionViewRestriction.GROUPS,
    )
    restriction.groups.add(group)
    Video.objects.update(collection=restriction.collection)
    assert "data-token" not in shown(client, lesson)
    learner.groups.add(group)
    assert "data-token" in shown(client, lesson)


@pytest.mark.parametrize("size", [2, 12])
def test_states_on_cards_and_rows_cost_the_same_for_few_and_for_many(
    rf: RequestFactory, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    learner = UserFactory()
    courses = [a_course(None, None) for _ in range(size)]
    for course in courses[1:]:
        enrolment = an_enrolment(course, learner)
    request = rf.get("/")
    request.user = learner
    restricted_paths()  # the page itself has asked
    with django_assert_num_queries(3):
        cards = course_states(request, courses)
    lessons = lessons_of(courses[-1])
    mark_read(enrolment=enrolment, lesson=lessons[0])
    with django_assert_num_queries(2):  # what lessons there are is known from before
        rows = lesson_states(request, courses[-1], lessons)
    assert [rows[lesson.pk].label for lesson in lessons] == ["已学完", "学到这里"]
    assert courses[0].pk not in cards
    assert cards[courses[-1].pk].label == "已报名"


def test_states_say_how_far(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = learner = UserFactory()
    course = a_course(100.0, None, None)
    watched, read, _ = lessons = lessons_of(course)
    enrolment = an_enrolment(course, learner)
    Player(enrolment, watched).plays((0, 40))
    mark_read(enrolment=enrolment, lesson=read)
    rows = lesson_states(request, course, lessons)
    assert [rows[lesson.pk].label for lesson in lessons] == ["已看 40 %", "已学完", "学到这里"]
    assert course_states(request, [course])[course.pk].label == "已学 1 / 3 课"


def with_quiz(lesson: LessonPage, **fields: object) -> Quiz:
    quiz = Quiz.objects.create(title="小测验", pass_mark=60, **fields)
    LessonPage.objects.filter(pk=lesson.pk).update(quiz=quiz, asks_reading=True)
    return quiz


def tried(learner: User, quiz: Quiz, score: int) -> Attempt:
    now = timezone.now()
    said = {"quiz_title": quiz.title, "pass_mark": quiz.pass_mark, "started_at": now, "finished_at": now}
    return Attempt.objects.create(learner=learner, quiz=quiz, score=score, is_passed=score >= 60, **said)


def test_a_lesson_that_asks_several_things_says_what_is_missing(client: Client, learner: User) -> None:
    lesson = lessons_of(a_course(60.0))[0]
    quiz = with_quiz(lesson)
    enrolment = an_enrolment(lesson.course, learner)
    html = shown(client, lesson)
    assert [part in html for part in ('data-still="watch"', 'data-still="read"', 'data-still="quiz"')] == [True] * 3
    tried(learner, quiz, 80)
    Player(enrolment, lesson).plays((0, 60))
    html = shown(client, lesson)
    assert [part in html for part in ('data-still="watch"', 'data-still="read"', 'data-still="quiz"')] == [0, 1, 0]
    answer = client.post(f"/progress/read/{lesson.pk}/")
    assert answer.url.endswith("#lesson-done")
    assert "data-still=" not in shown(client, lesson)


def test_who_has_read_but_not_watched_is_told_that_it_was_noted(client: Client, learner: User) -> None:
    lesson = lessons_of(a_course(60.0))[0]
    with_quiz(lesson)
    an_enrolment(lesson.course, learner)
    html = client.post(f"/progress/read/{lesson.pk}/", follow=True).content.decode()
    assert "正文读完，记下了" in html
    assert "我读完了" not in html


def test_a_quiz_says_its_rules_how_far_one_is_and_what_to_do_next(client: Client, learner: User) -> None:
    lesson = lessons_of(a_course(None))[0]
    quiz = with_quiz(lesson, attempts_allowed=2, time_limit_minutes=20)
    an_enrolment(lesson.course, learner)
    html = shown(client, lesson)
    for words in ("60 分及格", "最多答 2 次", "限时 20 分钟，大字版不限时", "开始测验"):
        assert words in html
    tried(learner, quiz, 40)
    html = shown(client, lesson)
    for words in ("最好成绩 40 分", "还可以答 1 次", "再试一次"):
        assert words in html
    tried(learner, quiz, 50)
    html = shown(client, lesson)
    assert "答题的次数用完了" in html
    assert "再试一次" not in html


def test_a_quiz_that_rests_says_from_when_it_can_be_tried_again(client: Client, learner: User) -> None:
    lesson = lessons_of(a_course(None))[0]
    quiz = with_quiz(lesson, cool_down_minutes=30)
    an_enrolment(lesson.course, learner)
    attempt = tried(learner, quiz, 40)
    at = timezone.localtime(attempt.finished_at + timedelta(minutes=30))
    html = shown(client, lesson)
    assert f"{at:%H:%M} 以后可以再答" in html
    assert "再试一次" not in html


def test_a_quiz_passed_says_so(client: Client, learner: User) -> None:
    lesson = lessons_of(a_course(None))[0]
    quiz = with_quiz(lesson)
    an_enrolment(lesson.course, learner)
    tried(learner, quiz, 90)
    assert "已通过，最好成绩 90 分" in shown(client, lesson)


def test_a_quiz_costs_a_lesson_two_queries(client: Client, learner: User) -> None:
    lesson = lessons_of(a_course(60.0, 60.0))[0]
    an_enrolment(lesson.course, learner)
    plain = queries(client, lesson.get_url())
    quiz = with_quiz(lesson)
    for _ in range(5):
        tried(learner, quiz, 40)
    assert queries(client, lesson.get_url()) <= plain + 2
