from copy import copy
from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Site

from college.courses.models import CoursePage
from college.progress import watch_rows, watchmap
from college.progress.errors import WatchRefused
from college.progress.models import Attention, Enrolment, LessonProgress
from tests.factories import CoursePageFactory, LessonPageFactory
from tests.progress.cast import MORNING, Player, a_course, a_video, an_enrolment, lessons_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def player(site: Site) -> Player:
    """A learner's player at the first of two lessons, of 83.4 s."""
    course = a_course(83.4, 60.0)
    return Player(an_enrolment(course), lessons_of(course)[0])


def progress() -> LessonProgress:
    return LessonProgress.objects.get()


@pytest.mark.on_postgres
def test_what_was_played_is_covered_once_however_often_it_was_played(player: Player) -> None:
    assert player.plays((0, 20)).covered == 20
    assert player.plays((10, 30)).covered == 30
    assert player.plays((0, 30)).covered == 30


def test_a_learner_who_jumps_to_the_end_has_not_finished(player: Player) -> None:
    watched = player.plays((0, 3), (80, 83.4), position=83.4)
    assert (watched.covered, watched.completed) == (7, False)


def test_a_learner_who_played_the_share_asked_for_has_finished(player: Player) -> None:
    assert not player.plays((0, 75)).completed
    assert player.plays((75, 76)).completed
    row = progress()
    assert (row.completed_at, row.rule) == (MORNING + timedelta(hours=1), "视频看过 90 %")
    assert row.lesson_title


@pytest.mark.on_postgres
def test_two_devices_at_once_add_up(player: Player) -> None:
    tablet = another_device(player)
    player.plays((0, 40), after=40)
    assert tablet.plays((40, 80), after=40).covered == 80
    assert progress().refused == 0


@pytest.mark.on_postgres
def test_a_message_held_against_what_was_read_before_another_came_is_not_kept(player: Player) -> None:
    player.plays((0, 10))
    key = {"enrolment_id": player.token.enrolment_id, "lesson_id": player.token.lesson_id}
    now = MORNING + timedelta(hours=1)
    before = watch_rows.read(**key, now=now)
    assert before
    player.plays((10, 30))
    assert not watch_rows.keep(before, seats=[], refused=3, now=now)
    row = progress()
    assert (row.covered, row.refused, len(Attention.objects.get().seats)) == (30, 0, 1)
    after = watch_rows.read(**key, now=now)
    assert after
    assert watch_rows.keep(after, seats=[], refused=3, now=now)
    assert (progress().refused, Attention.objects.get().seats) == (3, [])


def test_a_script_cannot_claim_an_hour_in_a_minute(site: Site) -> None:
    course = a_course(3600)
    script = Player(an_enrolment(course), lessons_of(course)[0])
    watched = script.plays((0, 3600), after=60)
    assert (watched.covered, watched.refused) == (125, 3475)
    assert script.plays((0, 3600), after=60).covered == 125
    assert progress().refused == 3475 * 2


@pytest.mark.on_postgres
def test_a_message_sent_twice_does_nothing_the_second_time_even_for_what_was_refused(site: Site) -> None:
    course = a_course(3600)
    script = Player(an_enrolment(course), lessons_of(course)[0])
    script.plays((0, 3600), after=60, number=1, position=9)
    before = LessonProgress.objects.values().get()
    assert script.plays((0, 3600), after=3000, number=1, position=99).covered == 125
    assert LessonProgress.objects.values().get() == before


def test_play_at_double_speed_is_believed(player: Player) -> None:
    for second in range(0, 80, 20):
        watched = player.plays((second, second + 20), after=(second + 20) / 2)
    assert (watched.covered, watched.refused) == (80, 0)


def test_a_player_that_was_offline_for_days_sends_it_all_at_once(player: Player) -> None:
    for second in range(0, 80, 10):
        watched = player.plays((second, second + 10), after=5 * 86400)
    assert (watched.covered, watched.refused) == (80, 0)


@pytest.mark.on_postgres
def test_messages_that_overtake_each_other_lose_nothing_and_the_newest_says_where_to_resume(player: Player) -> None:
    player.plays((20, 30), number=3, position=30)
    player.plays((0, 10), number=1, position=10)
    assert player.plays((10, 20), number=2, position=20).covered == 30
    assert progress().position == 30


def test_a_message_replayed_from_another_day_does_not_move_where_to_resume(player: Player) -> None:
    player.plays((0, 30), position=30)
    player.plays((50, 60), position=None)
    assert progress().position == 30


stretches = st.tuples(st.integers(0, 82), st.integers(1, 40)).map(lambda pair: (pair[0], min(sum(pair), 83)))


@pytest.mark.on_postgres
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    played=st.lists(stretches, min_size=1, max_size=6),
    cuts=st.sets(st.integers(1, 82), max_size=3),
    random=st.randoms(use_true_random=False),
)
def test_order_duplication_and_splitting_of_messages_never_change_what_was_played_and_played_again(
    player: Player, played: list[tuple[int, int]], cuts: set[int], random: Random
) -> None:
    maps_of = [sum(1 << second for second in range(83) if times_in(played, second) >= n) for n in (1, 2)]
    for messages in ([played], [[piece] for stretch in played for piece in cut(stretch, cuts)]):
        LessonProgress.objects.all().delete()
        Attention.objects.all().delete()
        sent = [*enumerate(messages, start=1)] * 2
        random.shuffle(sent)
        devices = [player, another_device(player)]
        for number, message in sent:
            devices[number % 2].plays(*message, number=number)
        assert [watchmap.from_bytes(stored) for stored in (progress().watched, progress().replayed)] == maps_of


def times_in(played: list[tuple[int, int]], second: int) -> int:
    return sum(start <= second < end for start, end in played)


def cut(stretch: tuple[int, int], cuts: set[int]) -> list[tuple[int, int]]:
    start, end = stretch
    return list(pairwise([start, *sorted(each for each in cuts if start < each < end), end]))


def another_device(player: Player) -> Player:
    other = copy(player)
    other.client = "f" * 32
    return other


def test_a_passage_played_again_is_remembered_whether_one_message_tells_of_it_or_two(player: Player) -> None:
    player.plays((0, 20), (12, 30))
    player.plays((25, 40))
    assert watchmap.ranges_of(watchmap.from_bytes(progress().replayed)) == [(12, 20), (25, 30)]


def test_what_is_not_believed_was_not_played_again_either(site: Site) -> None:
    course = a_course(3600)
    script = Player(an_enrolment(course), lessons_of(course)[0])
    script.plays((0, 3600), (0, 3600), after=60)
    assert watchmap.ranges_of(watchmap.from_bytes(progress().replayed)) == [(0, 125)]


@pytest.mark.on_postgres
def test_a_learner_stands_at_the_lesson_begun_last_and_was_active_up_to_an_hour_ago(site: Site) -> None:
    enrolment = an_enrolment(a_course(83.4, 83.4))
    Enrolment.objects.update(active_at=MORNING - timedelta(days=3))
    first, second = (Player(enrolment, lesson) for lesson in lessons_of(enrolment.course))
    seen = []
    for player, after in ((first, 60), (first, 3000), (second, 3060), (first, 3120), (first, 7000)):
        player.plays((0, 10), after=after)
        enrolment.refresh_from_db()
        active = (enrolment.active_at - MORNING).total_seconds()
        seen.append((enrolment.current_lesson_id == second.token.lesson_id, active))
    assert seen == [(False, 60), (False, 60), (True, 3060), (True, 3060), (False, 7000)]


@pytest.mark.on_postgres
def test_a_clock_that_was_set_back_makes_nobody_less_active(player: Player) -> None:
    before = Enrolment.objects.get().active_at
    assert before > MORNING + timedelta(hours=1)
    player.plays((0, 10))
    assert Enrolment.objects.get().active_at == before


def test_a_lesson_moved_to_another_course_takes_no_more_of_this_one(player: Player) -> None:
    lessons = LessonProgress._meta.get_field("lesson").related_model.objects
    lesson = lessons.get(pk=player.token.lesson_id)
    lesson.move(CoursePageFactory(), pos="last-child")
    with pytest.raises(WatchRefused) as refusal:
        player.plays((0, 10))
    assert refusal.value.code == "moved"
    assert not LessonProgress.objects.exists()


@pytest.mark.on_postgres
def test_reordering_courses_and_lessons_interrupts_nobody(player: Player) -> None:
    player.plays((0, 10))
    lesson = progress().lesson
    lesson.move(lessons_of(lesson.course)[1], pos="right")
    other = CoursePageFactory()
    lesson.get_parent(update=True).move(other, pos="right")
    assert player.plays((10, 20)).covered == 20


def test_a_lesson_with_a_new_video_starts_a_new_map_and_refuses_the_old_video(player: Player) -> None:
    player.plays((0, 30), (0, 30), position=30)
    lesson = progress().lesson
    lesson.video = a_video(50)
    lesson.save()
    with pytest.raises(WatchRefused) as refusal:
        player.plays((30, 40))
    assert refusal.value.code == "video-changed"
    again = Player(progress().enrolment, lesson)
    assert again.plays((0, 10)).covered == 10
    assert (progress().position, bytes(progress().replayed)) == (0, b"")


def test_a_lesson_that_is_gone_is_refused(player: Player) -> None:
    lesson = lessons_of(an_enrolment(a_course(30.0)).course)[0]
    enrolment = an_enrolment(lesson.course)
    ghost = Player(enrolment, lesson)
    lesson.delete()
    with pytest.raises(WatchRefused) as refusal:
        ghost.plays((0, 10))
    assert refusal.value.code == "gone"


def test_a_course_that_was_taken_off_the_site_takes_no_more_reports(player: Player) -> None:
    CoursePage.objects.update(live=False)
    with pytest.raises(WatchRefused) as refusal:
        player.plays((0, 10))
    assert refusal.value.code == "gone"


@pytest.mark.on_postgres
def test_who_claims_too_much_for_ever_is_answered_for_ever(player: Player) -> None:
    player.plays((0, 1))
    LessonProgress.objects.update(refused=2**31 - 2)
    assert player.plays((0, 83), after=1).refused > 0
    assert progress().refused == 2**31 - 1


def test_watching_on_after_finishing_is_still_counted(player: Player) -> None:
    player.plays((0, 80))
    first = progress().completed_at
    assert player.plays((80, 83.4), after=7200).covered == 84
    assert progress().completed_at == first


@pytest.mark.on_postgres
def test_another_lesson_is_another_map(player: Player) -> None:
    player.plays((0, 10))
    lesson = LessonPageFactory(parent=progress().lesson.course, video=a_video(40))
    assert Player(progress().enrolment, lesson).plays((5, 8)).covered == 3


@pytest.mark.on_postgres
def test_a_script_that_opens_ten_lessons_at_once_gets_no_more_than_two_players_time(site: Site) -> None:
    course = a_course(*[1800.0] * 10)
    enrolment = an_enrolment(course)
    for lesson in lessons_of(course):
        for _ in range(3):
            Player(enrolment, lesson).plays((0, 1800), after=60)
    total = sum(LessonProgress.objects.values_list("covered", flat=True))
    assert total <= 2 * (60 * 2 + 5)


def test_a_person_whose_account_was_closed_earns_nothing_more(site: Site) -> None:
    enrolment = an_enrolment(a_course(60.0))
    player = Player(enrolment, lessons_of(enrolment.course)[0])
    enrolment.learner.is_active = False
    enrolment.learner.save()
    with pytest.raises(WatchRefused):
        player.plays((0, 60))


def test_a_lesson_that_was_taken_down_is_not_completed_any_more(site: Site) -> None:
    enrolment = an_enrolment(a_course(60.0))
    lesson = lessons_of(enrolment.course)[0]
    player = Player(enrolment, lesson)
    lesson.unpublish()
    with pytest.raises(WatchRefused):
        player.plays((0, 60))
