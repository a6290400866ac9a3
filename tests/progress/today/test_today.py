import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, PageViewRestriction

from college.people.models import User
from college.progress.actions import mark_read
from college.progress.models import Enrolment, LessonProgress
from college.progress.teaching.notes import write
from college.quizzes.models import Quiz
from tests.factories import CoursePageFactory, LessonPageFactory, UserFactory
from tests.progress.cast import Player, a_course, an_enrolment, lessons_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
ADDRESS = "/my/"


@pytest.fixture
def learner(client: Client) -> User:
    user = UserFactory(display_name="王秀兰")
    client.force_login(user)
    return user


def page(client: Client) -> str:
    response = client.get(ADDRESS)
    assert response.status_code == 200
    return response.content.decode()


def test_a_stranger_is_asked_to_sign_in_first(client: Client) -> None:
    assert client.get(ADDRESS).url == "/accounts/login/?next=/my/"


def test_who_has_no_course_is_shown_the_way_to_the_catalogue(client: Client, learner: User) -> None:
    html = page(client)
    assert "王秀兰，" in html
    assert "去看看有什么课" in html
    assert 'href="/courses/"' in html


def test_the_course_learned_in_last_comes_first_with_its_lesson_and_the_minute_to_go_on_from(
    client: Client, learner: User
) -> None:
    older, newer = (an_enrolment(a_course(None, 300.0, title=title), learner) for title in ("旧课", "新课"))
    mark_read(enrolment=older, lesson=lessons_of(older.course)[0], now=timezone.now() - timedelta(days=1))
    lesson = lessons_of(newer.course)[1]
    Player(newer, lesson, shown=timezone.now()).plays((0, 80), position=80.6, after=60)
    html = page(client)
    assert f"接着看：第 2 课 {lesson.title}，从 1:20 开始" in html
    assert html.index("新课") < html.index("也在学") < html.index("旧课")
    assert html.count("button--primary") == 1
    assert f'href="{lesson.get_url()}"' in html


def test_the_next_lesson_is_offered_when_the_last_one_is_done(client: Client, learner: User) -> None:
    enrolment = an_enrolment(a_course(None, None, None), learner)
    first, second, third = lessons_of(enrolment.course)
    mark_read(enrolment=enrolment, lesson=second)
    assert f"第 3 课 {third.title}" in page(client)
    mark_read(enrolment=enrolment, lesson=third)
    assert f"第 1 课 {first.title}" in page(client)
    assert "已学完 2 课，共 3 课" in page(client)


def test_a_video_stopped_near_its_end_starts_again_at_its_beginning(client: Client, learner: User) -> None:
    enrolment = an_enrolment(a_course(300.0), learner)
    Player(enrolment, lessons_of(enrolment.course)[0]).plays((200, 299), position=299.0)
    assert "从" not in page(client).split("接着学")[1].split("</p>")[0]


def test_completed_courses_stand_below_with_their_date_and_the_title_they_had(client: Client, learner: User) -> None:
    enrolment = an_enrolment(a_course(None, title="学会写名字"), learner)
    mark_read(enrolment=enrolment, lesson=lessons_of(enrolment.course)[0], now=timezone.now())
    enrolment.course.title = "改了名"
    enrolment.course.save()
    html = page(client)
    assert "学会写名字" in html
    assert "报名的课都学完了" in html


@pytest.mark.parametrize("address", [ADDRESS, "/my/record/"])
def test_a_completed_course_is_named_without_a_link_once_it_is_kept_for_others(
    client: Client, learner: User, address: str
) -> None:
    enrolment = an_enrolment(a_course(None, title="学会写名字"), learner)
    mark_read(enrolment=enrolment, lesson=lessons_of(enrolment.course)[0], now=timezone.now())
    link = f'href="{enrolment.course.get_url()}"'
    assert link in client.get(address).text
    only_for(Group.objects.create(name="骨干班"), enrolment.course)
    html = client.get(address).text
    assert "学会写名字" in html
    assert link not in html


def test_a_course_without_lessons_yet_breaks_nothing(client: Client, learner: User) -> None:
    an_enrolment(CoursePageFactory(title="还没有课时"), learner)
    assert "课时正在准备" in page(client)


def only_for(group: Group, place: Page) -> None:
    PageViewRestriction.objects.create(page=place, restriction_type=PageViewRestriction.GROUPS).groups.add(group)


@pytest.mark.parametrize("address", [ADDRESS, "/"])
def test_a_course_that_is_closed_is_said_to_be_and_leads_nowhere(client: Client, learner: User, address: str) -> None:
    soon = timezone.now() + timedelta(days=3)
    courses = [a_course(None, title=title, available_until=soon) for title in ("下线的课", "骨干班的课")]
    for course in courses:
        an_enrolment(course, learner)
    courses[0].unpublish()
    only_for(Group.objects.create(name="骨干班"), courses[1])
    html = client.get(address).content.decode()
    assert html.count("这门课暂时停开") == (2 if address == ADDRESS else 0)
    assert "接着学" not in html
    for course in courses:
        assert f'href="{lessons_of(course)[0].get_url()}"' not in html
        assert address == "/" or f'href="{course.get_url()}"' not in html


@pytest.mark.parametrize("is_in_order", [True, False])
def test_a_lesson_kept_for_others_is_neither_shown_nor_counted_nor_waited_for(
    client: Client, learner: User, is_in_order: bool
) -> None:
    enrolment = an_enrolment(a_course(None, None, None, is_in_order=is_in_order), learner)
    kept, second, third = lessons_of(enrolment.course)
    group = Group.objects.create(name="骨干班")
    only_for(group, kept)
    html = page(client)
    assert kept.title not in html
    assert f"从第 1 课开始：{second.title}" in html
    mark_read(enrolment=enrolment, lesson=second)
    html = page(client)
    assert f"第 2 课 {third.title}" in html
    assert "已学完 1 课，共 2 课" in html
    mark_read(enrolment=enrolment, lesson=third)
    assert "其余的课时还没有对您开放" in page(client)
    learner.groups.add(group)
    assert f"第 1 课 {kept.title}" in page(client)


def test_nobody_sees_the_learning_of_another(client: Client, learner: User) -> None:
    an_enrolment(a_course(None, title="别人的课"))
    assert "别人的课" not in page(client)


def test_the_courses_completed_last_stand_below_and_the_others_in_the_record(client: Client, learner: User) -> None:
    for number in range(4):
        enrolment = an_enrolment(a_course(None, title=f"第 {number} 门"), learner)
        at = timezone.now() - timedelta(days=10 - number)
        mark_read(enrolment=enrolment, lesson=lessons_of(enrolment.course)[0], now=at)
    html = page(client)
    assert html.index("第 3 门") < html.index("第 2 门") < html.index("第 1 门")
    assert "第 0 门" not in html
    assert 'href="/my/record/?period=all"' in html


@pytest.mark.parametrize("courses", [2, 20])
def test_the_page_costs_the_same_with_two_courses_and_with_twenty(
    client: Client, learner: User, courses: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    quiz = Quiz.objects.create(title="小测")
    soon = timezone.now() + timedelta(days=3)
    for number in range(courses):
        enrolment = an_enrolment(a_course(None, 60.0, available_until=soon), learner)
        LessonPageFactory(parent=enrolment.course, quiz=quiz)
        a_course(None, first_published_at=timezone.now())
        if number % 2:
            mark_read(enrolment=enrolment, lesson=lessons_of(enrolment.course)[0])
    write(author=learner, enrolments=Enrolment.objects.all(), kind="note", text="加油")
    page(client)
    # session, person, courses, progress, notes with their authors, attempts
    with django_assert_num_queries(6):
        page(client)


def test_who_was_not_written_to_is_not_asked_about_notes(
    client: Client, learner: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    an_enrolment(a_course(None, 60.0), learner)
    page(client)
    # session, person, courses, progress
    with django_assert_num_queries(4):
        page(client)


def test_who_looks_at_the_same_moment_finds_nothing_of_another(client: Client, learner: User) -> None:
    an_enrolment(a_course(None, title="秀兰的课"), learner)
    client.cookies["text_size"] = "largest"
    first, again = page(client), page(client)
    another = Client(headers={"accept-language": "en"})
    another.force_login(UserFactory(display_name="Li Ming"))
    second = page(another)
    for own, language, html in (("王秀兰", "zh-Hans", first), ("Li Ming", "en", second)):
        assert [name for name in ("王秀兰", "Li Ming") if name in html] == [own]
        assert f'<html lang="{language}"' in html
    assert ("秀兰的课" in first, "秀兰的课" in second) == (True, False)
    assert ('data-text-size="largest"' in first, 'data-text-size="standard"' in second) == (True, True)
    tokens = [set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', html)) for html in (first, second, again)]
    assert all(tokens)
    assert len(set.union(*tokens)) == sum(map(len, tokens))


def test_looking_writes_nothing(client: Client, learner: User, everything: Callable[[], object]) -> None:
    enrolment = an_enrolment(a_course(None, 60.0), learner)
    before = everything()
    for address in (ADDRESS, enrolment.course.get_url(), *(each.get_url() for each in lessons_of(enrolment.course))):
        assert client.get(address).status_code == 200
    assert everything() == before


@pytest.fixture
def everything() -> Callable[[], object]:
    return lambda: [list(model.objects.order_by("pk").values()) for model in (Enrolment, LessonProgress)]
