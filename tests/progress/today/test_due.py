from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from college.courses.models import CoursePage
from college.people.models import User
from college.progress.actions import mark_read
from college.progress.models import Enrolment
from college.progress.standing import standings
from college.progress.today.due import Due, due
from college.quizzes.models import Attempt, Quiz
from tests.factories import LessonPageFactory, UserFactory
from tests.progress.cast import a_course, an_enrolment, lessons_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
# Noon in China tomorrow: nothing that is asked has ended by the clock itself, whatever time it is.
NOW = (timezone.now() + timedelta(days=1)).replace(hour=4, minute=0)


def within(days: float) -> object:
    return NOW + timedelta(days=days)


def found_for(learner: User) -> list[Due]:
    request = RequestFactory().get("/my/")
    request.user = learner
    return due(request, standings(Enrolment.objects.of(learner).unfinished().with_course()), NOW)


def titles(learner: User) -> list[str]:
    return [each.title for each in found_for(learner)]


def a_course_with_a_quiz(**fields: object) -> tuple[CoursePage, Quiz]:
    course, quiz = a_course(None), Quiz.objects.create(title="小测", **fields)
    LessonPageFactory(parent=course, quiz=quiz)
    return course, quiz


def an_attempt(learner: User, quiz: Quiz, score: int | None, *, hours_ago: float = 5) -> Attempt:
    at = NOW - timedelta(hours=hours_ago)
    is_passed = score is not None and score >= quiz.pass_mark
    times = {"started_at": at, "finished_at": None if score is None else at}
    kept = {"quiz_title": quiz.title, "pass_mark": quiz.pass_mark, "score": score, "is_passed": is_passed}
    return Attempt.objects.create(learner=learner, quiz=quiz, **times, **kept)


def test_a_course_that_ends_within_two_weeks_is_named_with_the_days_that_are_left() -> None:
    learner = UserFactory()
    for title, days in (("快结束的", 3), ("还早的", 15), ("结束了的", -1), ("今天结束的", 0.1)):
        an_enrolment(a_course(None, title=title, available_until=within(days)), learner)
    found = found_for(learner)
    assert [each.title for each in found] == ["今天结束的", "快结束的"]
    assert "就是今天" in found[0].words
    assert "还有 3 天" in found[1].words


def test_a_lesson_that_closes_before_its_course_is_named_itself_until_it_is_done() -> None:
    course, learner = a_course(None, None, title="课程", available_until=within(10)), UserFactory()
    first, second = lessons_of(course)
    type(first).objects.filter(pk=first.pk).update(available_until=within(2), title="早关的一课")
    type(first).objects.filter(pk=second.pk).update(available_until=within(12))
    enrolment = an_enrolment(course, learner)
    assert titles(learner) == ["早关的一课", "课程"]
    mark_read(enrolment=enrolment, lesson=lessons_of(course)[0], now=NOW)
    assert titles(learner) == ["课程"]


def test_what_stands_behind_another_lesson_or_is_not_open_yet_is_not_offered() -> None:
    learner = UserFactory()
    in_order = a_course(None, None, is_in_order=True)
    last = lessons_of(in_order)[1]
    type(last).objects.filter(pk=last.pk).update(available_until=within(2))
    an_enrolment(in_order, learner)
    an_enrolment(a_course(None, available_from=within(1), available_until=within(2)), learner)
    assert titles(learner) == []


def test_a_quiz_that_was_not_passed_is_offered_again_when_it_may_be_tried() -> None:
    (course, quiz), learner = a_course_with_a_quiz(cool_down_minutes=60), UserFactory()
    an_enrolment(course, learner)
    assert titles(learner) == []
    an_attempt(learner, quiz, 40, hours_ago=0.5)
    assert titles(learner) == []
    Attempt.objects.update(finished_at=NOW - timedelta(hours=2))
    again = found_for(learner)[0]
    assert (again.title, again.course, again.words) == ("小测", course.title, "可以再试一次")
    assert again.url == f"/quizzes/{quiz.pk}/"


def test_a_quiz_left_open_is_offered_to_go_on_with() -> None:
    (course, quiz), learner = a_course_with_a_quiz(), UserFactory()
    an_enrolment(course, learner)
    an_attempt(learner, quiz, None)
    assert "接着答" in found_for(learner)[0].words


@pytest.mark.parametrize(("allowed", "score"), [(1, 40), (None, 90)])
def test_a_quiz_that_was_passed_or_has_no_attempt_left_is_not_offered(allowed: int | None, score: int) -> None:
    (course, quiz), learner = a_course_with_a_quiz(attempts_allowed=allowed), UserFactory()
    an_enrolment(course, learner)
    an_attempt(learner, quiz, score)
    assert titles(learner) == []


def test_the_attempt_of_another_is_nobody_else_s_business() -> None:
    (course, quiz), learner = a_course_with_a_quiz(), UserFactory()
    an_enrolment(course, learner)
    an_attempt(UserFactory(), quiz, 40)
    assert titles(learner) == []
