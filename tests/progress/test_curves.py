"""Where a class played a video, played it again and stopped."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Site

from college.courses.models import LessonPage
from college.progress import curves
from college.progress.curves import curve_of, refresh_curves
from college.progress.models import LessonProgress, WatchCurve
from college.progress.watchmap import to_bytes
from tests.progress.cast import MORNING, Player, a_course, an_enrolment, lessons_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def lesson(site: Site) -> LessonPage:
    """Of 400 s: a point for every two."""
    return lessons_of(a_course(400.0))[0]


@pytest.fixture(autouse=True)
def no_pause() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def a_learner(lesson: LessonPage) -> Player:
    return Player(an_enrolment(lesson.get_parent().specific), lesson)


def sweep() -> None:
    cache.clear()
    refresh_curves()


@pytest.mark.on_postgres
def test_a_curve_counts_who_played_who_played_again_and_who_stopped(lesson: LessonPage) -> None:
    a_learner(lesson).plays((0, 101), position=101)
    again = a_learner(lesson)
    again.plays((0, 20), position=20)
    again.plays((10, 20), position=20)
    curve = curve_of(lesson, now=MORNING)
    assert (curve.step, curve.learners, len(curve.played)) == (2, 2, 200)
    assert curve.played == [2] * 10 + [1] * 41 + [0] * 149
    assert curve.replayed == [0] * 5 + [1] * 5 + [0] * 190
    assert [n for n, count in enumerate(curve.stopped) if count] == [10, 50]


def test_seconds_at_which_a_report_was_cut_are_not_taken_for_played_again(lesson: LessonPage) -> None:
    learner = a_learner(lesson)
    for start in range(0, 100, 10):
        learner.plays((start, start + 11.7))
    assert sum(curve_of(lesson, now=MORNING).replayed) == 0


def test_who_completed_the_lesson_or_came_to_its_end_did_not_stop(lesson: LessonPage) -> None:
    a_learner(lesson).plays((0, 370), position=370)
    a_learner(lesson).plays((380, 398), position=398)
    assert sum(curve_of(lesson, now=MORNING).stopped) == 0


def test_a_curve_of_hours_has_no_more_points_than_can_be_drawn() -> None:
    lesson = lessons_of(a_course(3 * 3600 + 0.5))[0]
    a_learner(lesson).plays((0, 110))
    curve = curve_of(lesson, now=MORNING)
    assert (curve.step, len(curve.played)) == (55, 197)
    assert curve.played[:3] == [1, 1, 0]


@given(maps=st.lists(st.integers(0, 2**50), min_size=1, max_size=8), step=st.integers(1, 9))
def test_counting_by_steps_is_counting_second_by_second(maps: list[int], step: int) -> None:
    seconds = 50
    counted = curves._per_step([to_bytes(each) for each in maps], seconds, step, share=0.5)
    for n, count in enumerate(counted):
        part = range(n * step, min((n + 1) * step, seconds))
        assert count == sum(sum(each >> second & 1 for second in part) * 2 >= len(part) for each in maps)


@pytest.mark.on_postgres
def test_a_large_class_is_read_in_batches(lesson: LessonPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curves, "BATCH", 2)
    for _ in range(5):
        a_learner(lesson).plays((0, 10))
    curve = curve_of(lesson, now=MORNING)
    assert (curve.learners, curve.played[0]) == (5, 5)


@pytest.mark.on_postgres
def test_a_sweep_draws_what_was_watched_since_and_nothing_else(
    lesson: LessonPage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    other = lessons_of(a_course(60.0))[0]
    learner = a_learner(lesson)
    learner.plays((0, 10))
    a_learner(other).plays((0, 10))
    sweep()
    assert WatchCurve.objects.count() == 2
    WatchCurve.objects.update(learners=7)
    with django_assert_num_queries(2):
        sweep()
    LessonProgress.objects.filter(lesson=lesson).update(updated_at=WatchCurve.objects.get(lesson=lesson).computed_at)
    sweep()
    assert dict(WatchCurve.objects.values_list("lesson", "learners")) == {lesson.pk: 1, other.pk: 7}


@pytest.mark.on_postgres
def test_sweeps_of_many_workers_look_once_in_ten_minutes(
    lesson: LessonPage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sweep()
    with django_assert_num_queries(0):
        refresh_curves()


def test_a_lesson_with_a_new_video_has_a_new_curve(lesson: LessonPage) -> None:
    a_learner(lesson).plays((0, 10))
    lesson.video = lessons_of(a_course(30.0))[0].video
    lesson.save()
    assert curve_of(lesson, now=MORNING).learners == 0
