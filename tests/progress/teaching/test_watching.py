"""Where in each video people stop and watch again."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from college.courses.models import CoursePage, LessonPage
from college.progress.models import WatchCurve
from college.progress.teaching.drawing import Drawing
from tests.progress.cast import a_course, a_video, lessons_of
from tests.progress.teaching.cast import NOW, a_teacher

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def a_curve(lesson: LessonPage, **counts: list[int]) -> WatchCurve:
    counts = {"played": [4, 4, 2, 1], "replayed": [0, 3, 0, 0], "stopped": [0, 0, 2, 1], **counts}
    return WatchCurve.objects.create(lesson=lesson, video=lesson.video, step=5, learners=4, computed_at=NOW, **counts)


def html_of(client: Client, course: CoursePage) -> str:
    client.force_login(a_teacher(course.provider))
    return client.get(reverse("teaching:watching", args=[course.pk])).content.decode()


def test_the_curve_is_drawn_and_said_in_words_and_figures(client: Client) -> None:
    course = a_course(20.0)
    a_curve(lessons_of(course)[0])
    html = html_of(client, course)
    assert 'd="M0 100V0.0H250.0V0.0H500.0V50.0H750.0V75.0H1000.0V100Z"' in html
    assert "停下最多：" in html
    assert "0:10（2 人）" in html
    assert "0:05（3 人）" in html
    assert '<th scope="row">0:10–0:15</th>' in html


def test_a_curve_of_a_video_that_was_changed_is_not_shown(client: Client) -> None:
    course = a_course(20.0)
    lesson = lessons_of(course)[0]
    a_curve(lesson)
    LessonPage.objects.filter(pk=lesson.pk).update(video=a_video(30.0))
    assert "还没有可以画的曲线" in html_of(client, course)


@pytest.mark.parametrize("counts", [[], [0, 0, 0], [7]])
def test_a_curve_of_nobody_or_of_a_moment_can_be_drawn(counts: list[int]) -> None:
    course = a_course(20.0)
    curve = a_curve(lessons_of(course)[0], played=counts, replayed=counts, stopped=counts)
    drawing = Drawing(lessons_of(course)[0], curve)
    assert [len(peaks) for peaks in (drawing.stopping, drawing.rewatched)] == [int(any(counts))] * 2
    assert len(drawing.parts) == len(counts)
    assert bool(drawing.played) == bool(drawing.stops) == any(counts)


def test_a_long_video_is_told_in_a_short_table() -> None:
    course = a_course(20.0)
    curve = a_curve(lessons_of(course)[0], played=[1] * 1000, replayed=[0] * 1000, stopped=[1] * 1000)
    parts = Drawing(lessons_of(course)[0], curve).parts
    assert len(parts) <= 24
    assert sum(part.stopped for part in parts) == 1000


@pytest.mark.parametrize("size", [1, 6])
def test_the_page_costs_the_same_for_few_and_many_lessons(
    client: Client, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    course = a_course(*[20.0] * size)
    for lesson in lessons_of(course):
        a_curve(lesson)
    html_of(client, course)
    with django_assert_num_queries(14):
        client.get(reverse("teaching:watching", args=[course.pk]))
