"""What is closed to a learner by order or by date, why, and what stays open."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import GroupPagePermission, Page

from college.courses.access import may_watch
from college.courses.models import CoursePage, LessonPage
from college.people.models import StaffKind, User
from college.progress.access import quiz_place
from college.progress.actions import mark_read
from college.progress.models import Enrolment
from college.progress.standing import Standing, standings
from college.quizzes.models import Quiz
from tests.factories import LessonPageFactory, MembershipFactory, UserFactory
from tests.pages import queries
from tests.progress.cast import a_course, an_enrolment, lessons_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
WEEK = timedelta(days=7)


@pytest.fixture
def learner(client: Client) -> User:
    user = UserFactory()
    client.force_login(user)
    return user


def text_of(client: Client, page: Page) -> str:
    return " ".join(client.get(page.url).content.decode().split())


def stands(enrolment: Enrolment) -> Standing:
    return standings([Enrolment.objects.get(pk=enrolment.pk)])[0]


def change(page: Any, **fields: Any) -> None:
    type(page).objects.filter(pk=page.pk).update(**fields)


def teacher_of(page: Page) -> User:
    group = Group.objects.create(name="teachers")
    GroupPagePermission.objects.create(group=group, page=page, permission_type="change")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    course = CoursePage.objects.get(pk=page.pk)
    teacher: User = MembershipFactory(organisation=course.provider, kind=StaffKind.COMMUNITY_WORKER).user
    teacher.groups.add(group)
    return teacher


def test_in_order_the_next_lesson_opens_when_the_one_before_is_done(client: Client, learner: User) -> None:
    course = a_course(None, None, None, is_in_order=True)
    first, second, third = lessons_of(course)
    enrolment = an_enrolment(course, learner)
    closed = text_of(client, second)
    assert "学完第 1 课就打开" in closed
    assert f'href="{first.url}"' in closed
    assert "去学第 1 课" in closed
    assert "我读完了" not in closed
    mark_read(enrolment=enrolment, lesson=first)
    assert "我读完了" in text_of(client, second)
    assert "学完第 2 课就打开" in text_of(client, third)


def test_rows_say_which_lesson_opens_them(client: Client, learner: User) -> None:
    course = a_course(None, None, None, is_in_order=True)
    an_enrolment(course, learner)
    states = client.get(course.url).context["states"]
    assert [(states[lesson.pk].kind, states[lesson.pk].label) for lesson in lessons_of(course)] == [
        ("current", "学到这里"),
        ("locked", "学完第 1 课就打开"),
        ("locked", "学完第 2 课就打开"),
    ]


def test_only_required_lessons_stand_in_the_way(client: Client, learner: User) -> None:
    course = a_course(is_in_order=True, completion_rule=CoursePage.CompletionRule.REQUIRED)
    for is_required in (False, True, False):
        LessonPageFactory(parent=course, is_required=is_required)
    enrolment = an_enrolment(course, learner)
    _optional, required, last = lessons_of(course)
    assert "我读完了" in text_of(client, required)
    assert set(stands(enrolment).gates) == {last.pk}
    mark_read(enrolment=enrolment, lesson=required)
    assert not stands(enrolment).gates


def test_before_its_day_a_lesson_says_from_when_it_can_be_learned(client: Client, learner: User) -> None:
    course = a_course(None, None)
    first, second = lessons_of(course)
    an_enrolment(course, learner)
    at = timezone.localtime(timezone.now() + WEEK).replace(hour=0, minute=0)
    change(second, available_from=at)
    assert f"{at.month}月{at.day}日起可以学" in text_of(client, second)
    assert "我读完了" in text_of(client, first)


def test_after_its_day_a_course_is_closed_and_what_was_learned_stays_open(client: Client, learner: User) -> None:
    course = a_course(None, None)
    first, second = lessons_of(course)
    mark_read(enrolment=an_enrolment(course, learner), lesson=first)
    change(course, available_until=timezone.now() - WEEK)
    assert "已经结束" in text_of(client, second)
    assert "这一课学完了" in text_of(client, first)


def test_who_is_not_enrolled_finds_the_later_lessons_closed_too(client: Client, learner: User) -> None:
    course = a_course(None, None, is_in_order=True, access=CoursePage.Access.PUBLIC)
    second = lessons_of(course)[1]
    assert "学完第 1 课就打开" in text_of(client, second)
    assert "学完第 1 课就打开" in text_of(Client(), second)


def test_whoever_may_edit_a_course_finds_everything_open(client: Client) -> None:
    course = a_course(None, None, is_in_order=True, available_from=timezone.now() + WEEK)
    second = lessons_of(course)[1]
    teacher = teacher_of(course)
    client.force_login(teacher)
    an_enrolment(course, teacher)
    assert "我读完了" in text_of(client, second)


def test_a_tap_on_a_closed_lesson_changes_nothing(client: Client, learner: User) -> None:
    course = a_course(None, None, is_in_order=True)
    second = lessons_of(course)[1]
    enrolment = an_enrolment(course, learner)
    assert client.post(f"/progress/read/{second.pk}/").url == second.url
    assert not enrolment.lessons.exists()


def test_a_closed_lesson_gives_no_token_and_no_video(client: Client, learner: User) -> None:
    course = a_course(60.0, 60.0, is_in_order=True)
    first, second = lessons_of(course)
    an_enrolment(course, learner)
    html = text_of(client, second)
    assert "data-token" not in html
    assert "<video" not in html
    assert "data-token" in text_of(client, first)
    assert may_watch(learner, first.video)
    assert not may_watch(learner, second.video)


def test_going_on_never_leads_to_a_closed_door(client: Client, learner: User) -> None:
    course = a_course(None, None, None)
    first, second, third = lessons_of(course)
    change(second, available_from=timezone.now() + WEEK)
    enrolment = an_enrolment(course, learner)
    mark_read(enrolment=enrolment, lesson=first)
    assert stands(enrolment).current == third
    assert stands(enrolment).after(first) == third
    mark_read(enrolment=enrolment, lesson=third)
    standing = stands(enrolment)
    assert standing.current is None
    assert standing.closed is not None
    assert "起可以学" in standing.closed.words
    assert standing.closed.words in text_of(client, course)
    assert f'class="button button--primary" href="{second.url}"' not in text_of(client, course)


def test_a_course_that_opens_later_can_be_enrolled_in_and_says_from_when(client: Client, learner: User) -> None:
    course = a_course(None, available_from=timezone.now() + WEEK)
    assert client.post(f"/my/enrol/{course.pk}/").url == course.url
    assert "起可以学" in text_of(client, course)
    assert client.get("/").status_code == 200


def test_a_quiz_is_taken_from_an_open_lesson_of_ones_own_course(learner: User) -> None:
    quiz = Quiz.objects.create(title="小测验")
    course = a_course(None, is_in_order=True)
    lesson = LessonPageFactory(parent=course, quiz=quiz, title="第二课")
    assert quiz_place(learner, quiz) is None
    enrolment = an_enrolment(course, learner)
    assert quiz_place(learner, quiz) is None
    mark_read(enrolment=enrolment, lesson=lessons_of(course)[0])
    place = quiz_place(learner, quiz)
    assert place is not None
    assert (place.back_url, place.back_title) == (lesson.get_url(), "第二课")
    lesson.unpublish()
    assert quiz_place(learner, quiz) is None


@pytest.mark.parametrize("size", [2, 12])
def test_gates_cost_no_query_beyond_the_standing(size: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    course = a_course(*[None] * size, is_in_order=True)
    enrolment = an_enrolment(course)
    standing = stands(enrolment)
    LessonPage.objects.first().get_url()
    with django_assert_num_queries(0):
        assert len(standing.gates) == size - 1


@pytest.mark.parametrize("size", [2, 12])
def test_a_course_in_order_costs_as_many_queries_as_a_free_one(client: Client, learner: User, size: int) -> None:
    course = a_course(*[None] * size)
    an_enrolment(course, learner)
    free = queries(client, course.url)
    change(course, is_in_order=True)
    assert queries(client, course.url) == free
