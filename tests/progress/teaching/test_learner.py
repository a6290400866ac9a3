"""One learner's page: what they watched, read and answered, and what was credited and written to them."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from college.courses.models import CoursePage, HourPolicy, HourRule
from college.progress import watchmap
from college.progress.actions import mark_read
from college.progress.models import Enrolment, HourCredit, LessonProgress, Note
from college.quizzes.models import Response
from tests.progress.cast import a_course, an_enrolment, lessons_of
from tests.progress.courseware.cast import Stage, a_lesson
from tests.progress.teaching.cast import NOW, a_pupil, a_quiz, a_teacher, an_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

SHOWN = {
    "kind": "single",
    "text": "着火了先做什么？",
    "explanation": "",
    "picture": None,
    "clip": None,
    "options": [
        {"key": "1", "text": "拿东西", "match": "", "feedback": "", "is_correct": False},
        {"key": "2", "text": "先报警", "match": "", "feedback": "", "is_correct": True},
    ],
    "matches": [],
    "order": [],
}


@pytest.fixture
def course(client: Client) -> CoursePage:
    course = a_course(100.0, None)
    client.force_login(a_teacher(course.provider))
    return course


def html_of(client: Client, enrolment: Enrolment) -> str:
    response = client.get(reverse("teaching:learner", args=[enrolment.course_id, enrolment.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_what_was_watched_is_drawn_second_by_second(client: Client, course: CoursePage) -> None:
    lesson = lessons_of(course)[0]
    enrolment = a_pupil(course, at=lesson)
    watched = watchmap.to_bytes(watchmap.of_ranges([(0, 20), (50, 60)], 100))
    LessonProgress.objects.create(
        enrolment=enrolment, lesson=lesson, video=lesson.video, watched=watched, covered=30, position=60, refused=7
    )
    html = html_of(client, enrolment)
    assert 'd="M0 0H20V1H0ZM50 0H60V1H50Z"' in html
    assert "看过 0:30，全长 1:40（30 %）" in html
    assert "停在 1:00" in html
    assert "未采信 7 秒" in html


def test_what_was_shown_and_answered_is_read(client: Client, course: CoursePage) -> None:
    enrolment = a_pupil(course)
    attempt = an_attempt(enrolment.learner, a_quiz(lessons_of(course)[1]), 0)
    Response.objects.create(learner=enrolment.learner, attempt=attempt, shown=SHOWN, answer="1", is_correct=False)
    html = html_of(client, enrolment)
    for words in ("着火了先做什么？", "学员选的", "正确答案", "没答对", "0 分（60 分及格）"):
        assert words in html


@pytest.mark.parametrize(
    ("shown", "answer", "words"),
    [
        ({"kind": "fill-in"}, "打电话", "打电话"),
        ({"kind": "ordering", "order": ["2", "1"]}, ["1", "2"], "拿东西 → 先报警"),
        ({"kind": "matching", "matches": ["2", "1"]}, {"1": "2", "2": "1"}, "应配"),
        ({"kind": "multiple"}, ["1", "2"], "学员选的"),
        ({}, None, "没有答"),
    ],
)
def test_every_kind_of_answer_is_read(
    client: Client, course: CoursePage, shown: dict[str, object], answer: object, words: str
) -> None:
    enrolment = a_pupil(course)
    attempt = an_attempt(enrolment.learner, a_quiz(lessons_of(course)[1]), 0)
    options = [{**option, "match": f"配{option['key']}"} for option in SHOWN["options"]]
    Response.objects.create(
        learner=enrolment.learner,
        attempt=attempt,
        shown={**SHOWN, "options": options, **shown},
        answer=answer,
        is_correct=False if answer else None,
    )
    assert words in html_of(client, enrolment)


def test_credited_hours_name_their_rule_and_notes_say_if_they_were_read(client: Client, course: CoursePage) -> None:
    enrolment = a_pupil(course)
    LessonProgress.objects.create(enrolment=enrolment, lesson=lessons_of(course)[0])
    rule = HourRule.objects.create(
        policy=HourPolicy.objects.create(name="省里的规定"), version=1, valid_from=date(2026, 1, 1), source="文件"
    )
    HourCredit.objects.create(
        learner=enrolment.learner,
        enrolment=enrolment,
        lesson=lessons_of(course)[0],
        rule=rule,
        rule_words="每看 60 分钟 1 学时",
        title="看过的视频",
        content="video:1",
        period="2026",
        hours=Decimal("0.5"),
        day=date(2026, 11, 1),
    )
    Note.objects.create(enrolment=enrolment, author=a_teacher(), text="写得好。", read_at=NOW)
    Note.objects.create(enrolment=enrolment, author=a_teacher(), text="再练一练。")
    html = html_of(client, enrolment)
    for words in ("每看 60 分钟 1 学时", "记入 0.5 学时", "写得好。", "再练一练。", "还没看"):
        assert words in html


def test_the_teacher_reads_by_which_version_of_which_rule_a_lesson_was_completed(
    client: Client, course: CoursePage
) -> None:
    enrolment = an_enrolment(course)
    mark_read(enrolment=enrolment, lesson=lessons_of(course)[-1])
    LessonProgress.objects.update(rule="正文读完", rule_version=3)
    assert "规则：正文读完（第 3 版）" in html_of(client, enrolment)


def test_a_lesson_that_was_taken_out_is_still_told_of(client: Client, course: CoursePage) -> None:
    enrolment = a_pupil(course)
    lesson = lessons_of(course)[1]
    LessonProgress.objects.create(
        enrolment=enrolment, lesson=lesson, completed_at=NOW, lesson_title=lesson.title, read_at=NOW
    )
    lesson.unpublish()
    assert lesson.title in html_of(client, enrolment)


@pytest.mark.parametrize("size", [1, 6])
def test_a_diligent_learners_page_costs_no_more(
    client: Client, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    course = a_course(*[None] * size)
    client.force_login(a_teacher(course.provider))
    enrolment = a_pupil(course)
    for lesson in lessons_of(course):
        LessonProgress.objects.create(enrolment=enrolment, lesson=lesson)
        attempt = an_attempt(enrolment.learner, a_quiz(lesson), 0)
        Response.objects.create(learner=enrolment.learner, attempt=attempt, shown=SHOWN, answer="1")
        Note.objects.create(enrolment=enrolment, author=a_teacher(), text="好。")
    html_of(client, enrolment)
    with django_assert_num_queries(25):
        html_of(client, enrolment)


def test_what_a_package_reported_is_told(client: Client, course: CoursePage) -> None:
    lesson = a_lesson(parent=course)
    stage = Stage(an_enrolment(course), lesson)
    stage.opens()
    stage.says(status="failed", raw="40")
    assert "课件学到一半" in html_of(client, stage.enrolment)
    stage.says(status="passed", raw="90")
    html = html_of(client, stage.enrolment)
    assert "2026年11月23日 通过" in html
    assert "最好 90 分" in html
