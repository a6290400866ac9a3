"""The checklist of a whole course."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from college.courses.checklist.lists import course_checklists
from college.courses.models import CoursePage
from college.people.models import User
from tests.courses.board.cast import an_editor
from tests.courses.checklist.cast import a_lesson, a_picture, shown, text
from tests.factories import CoursePageFactory
from tests.media.factories import VideoFactory
from tests.packages import samples
from tests.packages.making import a_package

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("site")]


def test_a_course_tells_of_itself_and_of_each_lesson_in_order() -> None:
    course = CoursePageFactory(title="看病")
    a_lesson(course=course, title="挂号", video=VideoFactory())
    a_lesson(course=course, title="取药")
    found = course_checklists(CoursePage.objects.get(pk=course.pk), an_editor())
    assert [(listed.title, len(listed.points)) for listed in found] == [("看病", 0), ("挂号", 1), ("取药", 0)]


def test_what_keeps_everybody_from_completing_the_course_stands_first() -> None:
    course = CoursePage.objects.get(pk=CoursePageFactory().pk)
    assert course_checklists(course, an_editor())[0].points[0].sentence == "没有一课是发布的，谁也学不完"


def test_what_is_said_of_the_course_is_not_said_again_of_its_lesson() -> None:
    course = CoursePageFactory()
    a_lesson(course=course, package=a_package(samples.assets()), package_rule="passed")
    first, lesson = course_checklists(CoursePage.objects.get(pk=course.pk), an_editor())
    assert ["谁也通不过" in point.sentence for point in first.points] == [True]
    assert lesson.points == []


def count(course: CoursePage, user: User) -> int:
    with CaptureQueriesContext(connection) as captured:
        course_checklists(CoursePage.objects.get(pk=course.pk), user)
    return len(captured)


def test_twenty_lessons_cost_as_many_queries_as_two() -> None:
    course, user, package = CoursePageFactory(), an_editor(), a_package()
    outside, inside = '<a href="https://school.example/">外</a>', f'<a linktype="page" id="{course.pk}">里</a>'

    def add(number: int) -> None:
        for _n in range(number):
            words = text(f'<p>{outside}{inside}<a linktype="document" id="1">表</a><a href="/courses/x/">看</a></p>')
            lesson = a_lesson(words, shown(a_picture()), course=course, video=VideoFactory(), package=package)
            lesson.save_revision()

    add(2)
    count(course, user)
    few = count(course, user)
    add(18)
    assert count(course, user) == few
    assert few <= 22
