"""The list of a course's learners: who stands where, found, sorted and turned."""

from datetime import timedelta
from itertools import chain
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from college.courses.models import CoursePage
from college.progress.actions import mark_read
from college.progress.models import LessonProgress
from college.progress.teaching import figures, leaf
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.progress.cast import a_course, lessons_of
from tests.progress.teaching.cast import NOW, a_pupil, a_quiz, a_teacher, an_attempt, completed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
LONG = timedelta(days=15)


@pytest.fixture
def course(client: Client) -> CoursePage:
    """Four learners, one in each state, for a teacher of the organisation that provides it."""
    course = a_course(None, None)
    first, second = lessons_of(course)
    a_pupil(course, "甲没开始", enrolled=NOW - LONG)
    a_pupil(course, "乙正在学", at=second, done=1, idle=timedelta(hours=1))
    a_pupil(course, "丙停住了", at=first, idle=LONG)
    completed(course, "丁学完了", at=second, done=2, idle=timedelta(days=20))
    client.force_login(a_teacher(course.provider))
    return course


def listed(client: Client, course: CoursePage, query: str = "") -> list[str]:
    response = client.get(reverse("teaching:course", args=[course.pk]) + query)
    assert response.status_code == 200
    return [row.enrolment.learner.display_name for row in response.context["rows"]]


def test_each_state_is_counted_and_found(client: Client, course: CoursePage) -> None:
    shown = client.get(reverse("teaching:course", args=[course.pk])).context["figures"]
    assert {state.value: number for state, number in shown.states} == dict.fromkeys(
        ("not-begun", "learning", "stuck", "completed"), 1
    )
    assert listed(client, course, "?state=not-begun") == ["甲没开始"]
    assert listed(client, course, "?state=learning") == ["乙正在学"]
    assert listed(client, course, "?state=stuck") == ["丙停住了"]
    assert listed(client, course, "?state=completed") == ["丁学完了"]


def test_the_teacher_reads_what_the_database_counted(client: Client, course: CoursePage) -> None:
    rows = client.get(reverse("teaching:course", args=[course.pk])).context["rows"]
    assert {row.enrolment.learner.display_name: str(row.state.label) for row in rows} == {
        "甲没开始": "还没开始",
        "乙正在学": "正在学",
        "丙停住了": "停住了",
        "丁学完了": "学完了",
    }


def test_the_lesson_where_people_are_stuck_is_named(client: Client, course: CoursePage) -> None:
    first, _second = lessons_of(course)
    response = client.get(reverse("teaching:course", args=[course.pk]))
    assert response.context["stuck"] == [(first, 1)]
    assert listed(client, course, f"?state=stuck&lesson={first.pk}") == ["丙停住了"]


def test_a_learner_is_found_by_a_part_of_the_name(client: Client, course: CoursePage) -> None:
    assert listed(client, course, "?name=" + quote("停住")) == ["丙停住了"]


def test_learners_are_found_by_their_organisation_or_one_above(client: Client, course: CoursePage) -> None:
    street = OrganisationFactory(name="街道")
    house = OrganisationFactory(name="某楼", parent=street)
    MembershipFactory(user=a_pupil(course, "戊").learner, organisation=house)
    assert listed(client, course, f"?place={street.pk}") == ["戊"]


def test_who_keeps_failing_a_quiz_is_found(client: Client, course: CoursePage) -> None:
    first, _second = lessons_of(course)
    quiz = a_quiz(first)
    fails, passes, once = (a_pupil(course, name, at=first) for name in ("屡试", "通过", "一次"))
    for learner, scores in ((fails, (20, 40)), (passes, (20, 80)), (once, (20,))):
        for score in scores:
            an_attempt(learner.learner, quiz, score)
    assert listed(client, course, f"?quiz={quiz.pk}") == ["屡试"]


@pytest.mark.parametrize(
    "query", ["?state=nonsense", "?lesson=999999", "?lesson=abc", "?place=x", "?sort=-password", "?name=" + "长" * 61]
)
def test_a_filter_that_makes_no_sense_finds_nobody_and_says_so(client: Client, course: CoursePage, query: str) -> None:
    response = client.get(reverse("teaching:course", args=[course.pk]) + query)
    assert response.status_code == 200
    assert response.context["rows"] == []
    assert "这样筛选找不到人" in response.content.decode()


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("-active_at", "甲没开始"),
        ("active_at", "丁学完了"),
        ("enrolled_at", "甲没开始"),
        ("-lessons_done", "丁学完了"),
    ],
)
def test_the_list_is_sorted_as_asked(client: Client, course: CoursePage, sort: str, first: str) -> None:
    assert listed(client, course, f"?sort={sort}")[0] == first


def test_a_heading_says_how_the_list_is_sorted_and_turns_it_round(client: Client, course: CoursePage) -> None:
    html = client.get(reverse("teaching:course", args=[course.pk]) + "?state=stuck").content.decode()
    assert html.count("aria-sort=") == 1
    assert 'aria-sort="descending"' in html
    assert 'href="?state=stuck&amp;sort=active_at"' in html


@pytest.mark.parametrize("sort", leaf.SORTS)
def test_turning_the_pages_shows_everybody_once_and_back_again(
    client: Client, course: CoursePage, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where many have the same place in the order."""
    monkeypatch.setattr(leaf, "PAGE", 2)
    for _ in range(3):
        a_pupil(course, at=lessons_of(course)[0])
    forwards, query = [], f"?sort={sort}"
    while query:
        response = client.get(reverse("teaching:course", args=[course.pk]) + query)
        forwards.append([row.enrolment.pk for row in response.context["rows"]])
        last, query = query, response.context["after"]
    assert sorted(chain.from_iterable(forwards)) == sorted(course.enrolments.values_list("pk", flat=True))
    assert [len(each) for each in forwards] == [2, 2, 2, 1]
    backwards, query = [], last
    while query:
        response = client.get(reverse("teaching:course", args=[course.pk]) + query)
        backwards.append([row.enrolment.pk for row in response.context["rows"]])
        query = response.context["before"]
    assert backwards == forwards[::-1]


@pytest.mark.parametrize("place", ["x", "1-x", "99999999999999999999-1", "20260101000000000000-" + "9" * 30])
def test_a_page_that_was_never_there_is_no_fault(client: Client, course: CoursePage, place: str) -> None:
    assert client.get(reverse("teaching:course", args=[course.pk]), {"after": place}).status_code == 200


def test_seconds_that_were_not_believed_are_shown_with_what_that_means(client: Client, course: CoursePage) -> None:
    enrolment = course.enrolments.first()
    LessonProgress.objects.create(enrolment=enrolment, lesson=lessons_of(course)[0], refused=42)
    html = client.get(reverse("teaching:course", args=[course.pk])).content.decode()
    assert "42 秒" in html
    assert "多出来的就不算看过" in html


def test_a_large_class_is_counted_once_in_a_while(
    client: Client, course: CoursePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "LARGE", 3)
    client.get(reverse("teaching:course", args=[course.pk]))
    a_pupil(course)
    response = client.get(reverse("teaching:course", args=[course.pk]))
    assert response.context["figures"].total == 4
    assert len(response.context["rows"]) == 5
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(reverse("teaching:course", args=[course.pk])).context["figures"].total == 4
    client.force_login(a_teacher())
    assert client.get(reverse("teaching:course", args=[course.pk])).context["figures"].total == 0


@pytest.mark.parametrize("size", [3, 60])
@pytest.mark.parametrize(("name", "queries"), [("course", 21), ("quizzes", 21)])
def test_a_page_costs_the_same_for_few_and_many(
    client: Client, size: int, name: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    course = a_course(None, None)
    first, _second = lessons_of(course)
    quiz = a_quiz(first)
    client.force_login(a_teacher(course.provider))
    for _ in range(size):
        an_attempt(a_pupil(course, of=course.provider, at=first).learner, quiz, 50)
    address = reverse(f"teaching:{name}", args=[course.pk])
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("size", [2, 12])
def test_the_list_of_courses_costs_the_same_for_few_and_many(
    client: Client, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(a_teacher())
    for _ in range(size):
        a_pupil(a_course())
    client.get(reverse("teaching:courses"))
    with django_assert_num_queries(15):
        client.get(reverse("teaching:courses"))


def test_who_reads_a_lesson_stands_there(client: Client) -> None:
    course = a_course(None, None)
    _first, second = lessons_of(course)
    client.force_login(a_teacher(course.provider))
    mark_read(enrolment=a_pupil(course, "读者"), lesson=second)
    assert listed(client, course, f"?lesson={second.pk}&state=learning") == ["读者"]
