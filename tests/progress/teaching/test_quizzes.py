"""How a class did at a course's quizzes."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.progress.cast import a_course, lessons_of
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


def test_a_course_without_a_quiz_says_so(client: Client) -> None:
    course = a_course(None)
    client.force_login(a_teacher(course.provider))
    assert "这门课没有测验" in client.get(reverse("teaching:quizzes", args=[course.pk])).content.decode()
