"""The class as an Excel file."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from college.progress.models import LessonProgress
from college.progress.teaching import export
from tests.progress.cast import a_course, lessons_of
from tests.progress.courseware.cast import Stage, a_lesson
from tests.progress.teaching.cast import a_pupil, a_quiz, a_teacher, an_attempt, completed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_the_file_holds_what_the_filter_finds_in_its_order(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when it is read in several goes."""
    monkeypatch.setattr(export, "BATCH", 2)
    course = a_course(None, None, title="认字 / 班")
    first, _second = lessons_of(course)
    quiz = a_quiz(first, "认一认")
    client.force_login(a_teacher(course.provider))
    for number in range(5):
        enrolment = a_pupil(course, f"=学员{number}", of=course.provider, at=first, done=number % 3)
        an_attempt(enrolment.learner, quiz, 10 * number)
    LessonProgress.objects.create(enrolment=enrolment, lesson=first, refused=9)
    completed(course, "不在其中")
    address = reverse("teaching:export", args=[course.pk])
    response = client.get(address, {"state": "learning", "sort": "enrolled_at"})
    assert response.headers["Content-Disposition"].endswith(".xlsx")
    headings, *rows = load_workbook(BytesIO(response.content)).active.values
    assert headings[-1] == "测验：认一认"
    assert [row[0] for row in rows] == [f"=学员{number}" for number in range(5)]
    told = dict(zip(headings, rows[-1], strict=True))
    assert told["组织"] == course.provider.name
    assert (told["状态"], told["学到"], told["学完几课"], told["共几课"]) == ("正在学", f"1. {first.title}", 1, 2)
    assert (told["未采信的秒数"], told["测验：认一认"]) == (9, 40)


def test_the_file_has_a_column_for_each_package(client: Client) -> None:
    lesson = a_lesson(title="用电")
    client.force_login(a_teacher(lesson.course.provider))
    stage = Stage(a_pupil(lesson.course), lesson)
    stage.opens()
    stage.says(status="passed", raw="90")
    response = client.get(reverse("teaching:export", args=[lesson.course.pk]))
    headings, row = load_workbook(BytesIO(response.content)).active.values
    assert (headings[-1], row[-1]) == ("课件：用电", 90)


def test_an_empty_class_is_a_file_with_headings(client: Client) -> None:
    course = a_course(None)
    client.force_login(a_teacher(course.provider))
    response = client.get(reverse("teaching:export", args=[course.pk]))
    assert len(list(load_workbook(BytesIO(response.content)).active.values)) == 1
