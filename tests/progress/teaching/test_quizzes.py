"""How a class did at a course's quizzes."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from college.progress.teaching.package_results import PackageResult, package_results
from tests.factories import LessonPageFactory
from tests.packages.making import a_package
from tests.progress.cast import a_course, lessons_of
from tests.progress.courseware.cast import Stage, a_lesson
from tests.progress.teaching.cast import a_pupil, a_quiz, a_teacher, an_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site"), pytest.mark.on_postgres]


def test_each_quiz_tells_how_many_tried_passed_and_are_held_up(client: Client) -> None:
    course = a_course(None, None)
    client.force_login(a_teacher(course.provider))
    first, second = (a_quiz(lesson, title) for lesson, title in zip(lessons_of(course), "甲乙", strict=True))
    steady, held_up, once = (a_pupil(course).learner for _ in range(3))
    for learner, quiz, scores in ((steady, first, (40, 80)), (held_up, first, (20, 40)), (once, second, (50,))):
        for score in scores:
            an_attempt(learner, quiz, score)
    an_attempt(a_pupil(a_course()).learner, first, 100)
    response = client.get(reverse("teaching:quizzes", args=[course.pk]))
    told = {
        quiz.title: (each.tried, each.passed, each.held_up, each.average) for quiz, each, _ in response.context["cards"]
    }
    assert told == {"甲": (2, 1, 1, 60), "乙": (1, 0, 0, 50)}
    best = {
        row.enrolment.learner: [result and result.score for result in row.results] for row in response.context["rows"]
    }
    assert best == {steady: [80, None], held_up: [40, None], once: [None, 50]}


def test_what_packages_reported_stands_beside_the_quizzes(client: Client) -> None:
    course = a_course(None)
    lesson = a_lesson(parent=course, title="用电")
    client.force_login(a_teacher(course.provider))
    passed, begun, idle = (Stage(a_pupil(course), lesson) for _ in range(3))
    for stage, said in ((passed, {"status": "passed", "raw": "90"}), (begun, {"status": "incomplete"})):
        stage.opens()
        stage.says(**said)
    html = client.get(reverse("teaching:quizzes", args=[course.pk])).content.decode()
    for words in ("课件：用电", "<strong>90</strong>", "学到一半", "没有打开过"):
        assert words in html
    found = package_results([stage.enrolment.pk for stage in (passed, begun, idle)], [lesson])
    assert found == {
        (passed.enrolment.pk, lesson.pk): PackageResult(90, is_passed=True, is_completed=True, is_current=True),
        (begun.enrolment.pk, lesson.pk): PackageResult(None, is_passed=False, is_completed=False, is_current=True),
    }


@pytest.mark.parametrize("size", [1, 6])
def test_a_large_class_with_many_packages_costs_no_more(
    client: Client, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    course, package = a_course(), a_package()
    client.force_login(a_teacher(course.provider))
    lessons = [LessonPageFactory(parent=course, package=package) for _ in range(size)]
    for _ in range(size):
        enrolment = a_pupil(course)
        for lesson in lessons:
            Stage(enrolment, lesson).opens()
    address = reverse("teaching:quizzes", args=[course.pk])
    client.get(address)
    with django_assert_num_queries(19):
        client.get(address)


def test_a_course_without_a_quiz_says_so(client: Client) -> None:
    course = a_course(None)
    client.force_login(a_teacher(course.provider))
    assert "这门课没有测验，也没有课件" in client.get(reverse("teaching:quizzes", args=[course.pk])).content.decode()
