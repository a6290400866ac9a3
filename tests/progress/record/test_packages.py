"""What packages reported, in the record of who learned with them."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from college.courses.models import LessonPage
from college.people.models import User
from college.progress.models import PackageItem
from college.progress.record.extracts import extract
from college.progress.record.packages import packages
from college.progress.record.periods import Period
from tests.packages import samples
from tests.packages.making import a_package
from tests.progress.cast import an_enrolment
from tests.progress.courseware.cast import SHOWN, Stage, a_lesson
from tests.progress.record.cast import a_day

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("site")]


def a_try(learner: User, *says: dict[str, str], content: bytes | None = None, **fields: object) -> Stage:
    lesson = a_lesson(content, **fields)
    stage = Stage(an_enrolment(lesson.course, learner), lesson)
    stage.opens()
    for said in says:
        stage.says(**said)
    return stage


def rows(learner: User, year: int | None = None) -> list[list[str]]:
    period = Period.of(year) if year else Period()
    return [list(row) for section in packages(learner, period) for row in section.frozen()["rows"]]


def test_the_best_score_and_the_day_it_was_passed_stand_in_the_record(learner: User) -> None:
    stage = a_try(learner, {"status": "failed", "raw": "40"}, title="用电")
    course = stage.lesson.course.title
    assert rows(learner) == [["用电", course, "2026年11月23日", "40 分", "还没学完"]]
    stage.says(status="passed", raw="90")
    assert rows(learner) == [["用电", course, "2026年11月23日", "90 分", "2026年11月23日通过"]]


def test_a_package_without_a_score_has_none(learner: User) -> None:
    a_try(learner, {"status": "completed"})
    assert rows(learner)[0][3:] == ["", "2026年11月23日学完"]


def test_the_score_of_several_parts_is_the_one_their_teacher_reads(learner: User) -> None:
    lesson = a_lesson(samples.several())
    stage = Stage(an_enrolment(lesson.course, learner), lesson)
    for part, score in (("A", "100"), ("B", "61"), ("C", "85")):
        stage.opens(part)
        stage.says(status="completed", raw=score)
    stage.opens("D")
    assert rows(learner)[0][3] == "82 分"
    assert stage.enrolment.lessons.get().package_score == 82


def test_it_stands_in_every_year_in_which_it_was_learned(learner: User) -> None:
    a_try(learner, {"raw": "40"})
    PackageItem.objects.update(opened_at=a_day(2024), updated_at=a_day(2025))
    assert [len(rows(learner, year)) for year in (2024, 2025, 2026)] == [1, 1, 0]


def test_what_another_package_took_the_place_of_is_still_told_of(learner: User) -> None:
    stage = a_try(learner, {"status": "passed", "raw": "90"})
    LessonPage.objects.filter(pk=stage.lesson.pk).update(package=a_package(samples.adapt()))
    again = Stage(stage.enrolment, LessonPage.objects.get(pk=stage.lesson.pk), shown=SHOWN + timedelta(hours=1))
    again.opens("I1")
    assert [row[3:] for row in rows(learner)] == [["", "还没学完"], ["90 分", "2026年11月23日通过"]]
    again.says(status="completed", raw="70")
    assert [row[3:] for row in rows(learner)] == [
        ["70 分", "2026年11月23日学完"],
        ["90 分", "从前的课件，学完 1 个单元"],
    ]


def test_who_never_had_a_package_reads_nothing_of_packages(client: Client, learner: User) -> None:
    assert packages(learner, Period()) == []
    assert "课件" not in client.get("/my/record/").content.decode()


def test_page_spreadsheet_and_paper_say_the_same(client: Client, learner: User) -> None:
    a_try(learner, {"status": "passed", "raw": "90"}, title="用电")
    PackageItem.objects.update(opened_at=SHOWN)
    assert "至今最好成绩" in client.get("/my/record/?period=all").content.decode()
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/my/record.xlsx?period=all").content))["课件"]
    assert [row[0] for row in sheet.values] == ["课时", "用电"]
    kept, _pdf = extract(learner=learner, period=Period())
    assert [section["rows"][0][3] for section in kept.content["sections"] if section["key"] == "packages"] == ["90 分"]


def test_nobody_reads_of_another_person_s_packages(learner: User) -> None:
    stage = a_try(learner, {"raw": "40"})
    assert packages(an_enrolment(stage.lesson.course).learner, Period()) == []


def test_many_packages_cost_no_more_than_one(learner: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    a_try(learner, {"raw": "40"})
    with django_assert_num_queries(1):
        assert len(rows(learner)) == 1
    for _ in range(3):
        a_try(learner, {"raw": "40"})
    with django_assert_num_queries(1):
        assert len(rows(learner)) == 4
