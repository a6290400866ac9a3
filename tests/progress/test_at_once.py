"""Two players, two taps, two lessons at the same moment: nothing is lost and nothing happens twice."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Site

from college.progress import watchmap
from college.progress.actions import enrol, mark_read
from college.progress.attendance import keep_roll
from college.progress.models import Attendance, Attention, Enrolment, LessonProgress, Note
from college.progress.signals import course_completed, lesson_completed
from college.progress.teaching.notes import put_away, unread_in, write
from tests.factories import UserFactory
from tests.progress.cast import Player, a_course, an_enrolment, lessons_of

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.on_postgres]


def at_once(*actions: Callable[[], Any]) -> list[Any]:
    """What the actions return, each done in a thread with its own connection, all starting together."""
    start = threading.Barrier(len(actions))

    def run(action: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def test_players_that_report_at_the_same_moment_lose_nothing(site: Site) -> None:
    course = a_course(300.0)
    enrolment, lesson = an_enrolment(course), lessons_of(course)[0]
    players = [Player(enrolment, lesson) for _ in range(2)]

    def reporting(player: Player, first: int) -> Callable[[], None]:
        def report() -> None:
            for second in range(first, 240, 20):
                player.plays((second, second + 10))
                player.plays((second, second + 4))

        return report

    at_once(*(reporting(player, 10 * number) for number, player in enumerate(players)))
    row = LessonProgress.objects.get()
    assert (row.covered, row.refused, len(Attention.objects.get().seats)) == (240, 0, 2)
    again = [(second, second + 4) for second in range(0, 240, 10)]
    assert watchmap.ranges_of(watchmap.from_bytes(row.replayed)) == again


def test_one_last_report_from_two_devices_completes_once(site: Site) -> None:
    course = a_course(60.0)
    enrolment, lesson = an_enrolment(course), lessons_of(course)[0]
    heard: list[str] = []
    receivers = {
        lesson_completed: lambda **_: heard.append("lesson"),
        course_completed: lambda **_: heard.append("course"),
    }
    for signal, receiver in receivers.items():
        signal.connect(receiver, weak=False)
    players = [Player(enrolment, lesson) for _ in range(4)]
    at_once(*(partial(player.plays, (0, 60)) for player in players))
    for signal, receiver in receivers.items():
        signal.disconnect(receiver)
    assert sorted(heard) == ["course", "lesson"]


def test_two_devices_that_report_a_half_each_at_the_same_moment_complete_the_lesson(site: Site) -> None:
    for _ in range(10):
        course = a_course(60.0)
        enrolment, lesson = an_enrolment(course), lessons_of(course)[0]
        players = [Player(enrolment, lesson) for _ in range(2)]
        for player in players:
            player.plays((0, 1))
        halves = zip(players, [(0, 30), (30, 60)], strict=True)
        at_once(*(partial(player.plays, half) for player, half in halves))
        row = LessonProgress.objects.get(lesson=lesson)
        assert (row.covered, row.refused, row.is_completed) == (60, 0, True)


def test_what_is_played_while_a_mistaken_attendance_is_withdrawn_is_kept(site: Site) -> None:
    teacher = UserFactory()
    for _ in range(10):
        course = a_course(60.0, 60.0)
        enrolment, (before, lesson) = an_enrolment(course), lessons_of(course)
        Player(enrolment, before).plays((0, 1))
        kept_by = partial(keep_roll, lesson=lesson, enrolments=[enrolment], by=teacher, now=timezone.now())
        kept_by(present={enrolment.pk}, shown=set())
        withdrawing = partial(kept_by, present=set(), shown={enrolment.pk})
        at_once(withdrawing, partial(Player(enrolment, lesson).plays, (0, 30)))
        row = LessonProgress.objects.get(lesson=lesson)
        assert (row.covered, row.refused, row.is_completed) == (30, 0, False)


def test_the_last_two_lessons_completed_at_the_same_moment_complete_the_course(site: Site) -> None:
    for _ in range(5):
        enrolment = an_enrolment(a_course(60.0, None, None))
        watched, *to_read = lessons_of(enrolment.course)
        player = Player(enrolment, watched)
        readings = [partial(mark_read, enrolment=enrolment, lesson=lesson) for lesson in to_read]
        at_once(partial(player.plays, (0, 60)), *readings)
        enrolment.refresh_from_db()
        assert enrolment.is_completed


def test_two_taps_enrol_once(site: Site) -> None:
    learner, course = UserFactory(), a_course(None)
    found = at_once(*[partial(enrol, learner=learner, course=course)] * 4)
    assert {each.pk for each in found} == {Enrolment.objects.get().pk}


def test_two_taps_send_a_word_once(site: Site) -> None:
    enrolment, author = an_enrolment(a_course(None)), UserFactory()
    words = {"enrolments": Enrolment.objects.filter(pk=enrolment.pk), "kind": Note.Kind.REMINDER, "text": "接着学吧。"}
    assert sorted(at_once(*[partial(write, author=author, **words)] * 3)) == [0, 0, 1]


def test_what_is_written_while_the_last_note_is_put_away_is_still_shown(site: Site) -> None:
    enrolment, author = an_enrolment(a_course(None)), UserFactory()
    to_all = {"author": author, "enrolments": Enrolment.objects.all(), "kind": Note.Kind.NOTE}
    for number in range(20):
        write(text=f"第 {number} 句", **to_all)
        read = Note.objects.latest("pk")
        putting_away = partial(put_away, learner=enrolment.learner, pk=read.pk)
        at_once(putting_away, partial(write, text=f"第 {number} 句之后", **to_all))
        later = Note.objects.get(read_at=None)
        enrolment.refresh_from_db()
        assert unread_in([enrolment]) == [later]
        put_away(learner=enrolment.learner, pk=later.pk)
        enrolment.refresh_from_db()
        assert not enrolment.has_unread_notes


def test_two_teachers_who_keep_one_roll_at_the_same_moment_mark_everybody_once(site: Site) -> None:
    course = a_course(60.0)
    lesson = lessons_of(course)[0]
    enrolments = [an_enrolment(course) for _ in range(6)]
    keys = {each.pk for each in enrolments}
    roll = {"lesson": lesson, "enrolments": enrolments, "shown": set(), "now": timezone.now()}
    teachers = [UserFactory(), UserFactory()]
    kept = at_once(*(partial(keep_roll, present=keys, by=teacher, **roll) for teacher in teachers * 2))
    assert sum(len(each.marked) for each in kept) == Attendance.objects.count() == len(keys)
    assert set(Enrolment.objects.values_list("lessons_done", flat=True)) == {1}

    roll["shown"] = keys
    kept = at_once(*(partial(keep_roll, present=set(), by=teacher, **roll) for teacher in teachers * 2))
    assert sum(len(each.withdrawn) for each in kept) == len(keys)
    assert set(Enrolment.objects.values_list("lessons_done", "completed_at")) == {(0, None)}
