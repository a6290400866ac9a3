"""Courses that nobody could complete any more, though nobody meant it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from college.courses.faults import faults_of
from college.courses.models import CoursePage, LessonPage
from college.quizzes.models import Question, Quiz, Topic
from college.quizzes.models.question import QuestionTopic
from college.quizzes.models.quiz import QuizDraw
from tests.factories import CoursePageFactory, LessonPageFactory
from tests.media.factories import VideoFactory
from tests.packages import samples
from tests.packages.making import a_package
from tests.progress.cast import a_course, lessons_of

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("site")]


def said_of(course: CoursePage) -> list[str]:
    course = CoursePage.objects.get(pk=course.pk)
    return [fault.sentence for fault in faults_of([course]).get(course.pk, [])]


def test_a_course_as_it_should_be_has_none() -> None:
    assert said_of(a_course(None, 60.0)) == []


def test_a_course_without_a_published_lesson() -> None:
    course = a_course(None)
    lessons_of(course)[0].unpublish()
    assert said_of(course) == ["没有一课是发布的，谁也学不完"]
    CoursePage.objects.update(live=False)
    assert said_of(course) == []


def test_more_hours_are_asked_for_than_there_are_left() -> None:
    course = a_course(3600.0, 3600.0, minimum_hours=2)
    assert said_of(course) == []
    lessons_of(course)[0].unpublish()
    assert said_of(course) == ["要求至少学满 2 小时，内容一共只有 1.0 小时"]


def test_a_quiz_that_must_be_passed_has_no_questions() -> None:
    course = CoursePageFactory()
    lesson = LessonPageFactory(parent=course, title="点", quiz=Quiz.objects.create(title="笔画"))
    assert said_of(course) == ["“点”要通过测验，可是测验里还没有题目"]
    type(lesson).objects.update(asks_quiz=False)
    assert said_of(course) == []


def test_a_quiz_draws_more_questions_than_its_topic_has() -> None:
    quiz, topic = Quiz.objects.create(title="笔画"), Topic.objects.create(name="笔顺")
    QuizDraw.objects.create(quiz=quiz, topic=topic, count=2)
    question = Question.objects.create(text="先横还是先竖？")
    QuestionTopic.objects.create(tag=topic, content_object=question)
    course = CoursePageFactory()
    LessonPageFactory(parent=course, title="点", quiz=quiz)
    assert said_of(course) == ["“点”要通过测验，可是要从“笔顺”抽 2 题，那里只有 1 题"]


def test_a_lesson_that_must_be_completed_was_unpublished() -> None:
    course = a_course(None, None, completion_rule="required")
    lesson = lessons_of(course)[0]
    lesson.save_revision().publish()
    LessonPageFactory(parent=course, title="还在写", live=False)
    lesson.refresh_from_db()
    lesson.unpublish()
    assert said_of(course) == [f"必学的“{lesson.title}”已经不再发布"]


def test_only_what_must_be_completed_counts_and_nothing_must() -> None:
    course = a_course(None, completion_rule="required")
    course.get_children().get().specific_class.objects.update(is_required=False)
    assert said_of(course) == ["只要求必学的课时，可是没有一课标为必学：现在按全部课时算"]


def test_a_lesson_whose_time_is_over_while_the_course_goes_on() -> None:
    course, past = CoursePageFactory(), timezone.now() - timedelta(days=1)
    LessonPageFactory(parent=course, title="点", available_until=past)
    assert "“点”到" in said_of(course)[0]
    assert "后来的学员学不完" in said_of(course)[0]
    CoursePage.objects.update(available_until=past)
    assert said_of(course) == []


def test_a_lesson_that_opens_when_the_course_is_over() -> None:
    now = timezone.now()
    course = CoursePageFactory(available_until=now + timedelta(days=5))
    LessonPageFactory(parent=course, title="点", available_from=now + timedelta(days=9))
    assert said_of(course) == ["“点”开放的时间和课程的对不上"]


def a_lesson_with(content: bytes, rule: str) -> CoursePage:
    course: CoursePage = CoursePageFactory()
    LessonPageFactory(parent=course, title="用电", package=a_package(content), package_rule=rule)
    return course


def test_a_package_that_reports_nothing_is_never_passed() -> None:
    course = a_lesson_with(samples.assets(), "passed")
    assert said_of(course) == ["“用电”要课件报告通过，可是课件不会报告，谁也通不过"]
    LessonPage.objects.update(package_rule="completed")
    assert said_of(course) == []


def test_a_package_that_reports_is_taken_at_its_word() -> None:
    assert said_of(a_lesson_with(samples.story(), "passed")) == []


def test_a_package_of_frames_does_not_run_without_a_host_of_its_own(settings: Settings) -> None:
    course = a_lesson_with(samples.driver(), "completed")
    assert "“用电”的课件要有单独的课件网址才能运行" in said_of(course)[0]
    LessonPage.objects.update(package_rule="seen")
    assert said_of(course) == []
    LessonPage.objects.update(package_rule="passed")
    settings.PACKAGES_ORIGIN = "https://packages.college.example"
    assert said_of(course) == []


def test_many_courses_are_looked_through_together(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    package = a_package(samples.assets())
    for _ in range(7):
        course = CoursePageFactory(minimum_hours=1)
        quiz = Quiz.objects.create(title="笔画")
        LessonPageFactory(parent=course, video=VideoFactory(), quiz=quiz, package=package, package_rule="passed")
    courses = list(CoursePage.objects.all())
    with django_assert_num_queries(3):
        assert len(faults_of(courses)) == 7
