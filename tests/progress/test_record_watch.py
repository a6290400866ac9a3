from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Site

from college.courses.models import CoursePage
from college.progress import watchmap
from college.progress.errors import WatchRefused
from college.progress.models import LessonProgress
from tests.factories import CoursePageFactory, LessonPageFactory
from tests.progress.cast import MORNING, Player, a_course, a_video, an_enrolment, lessons_of

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture
def player(site: Site) -> Player:
    """A learner's player at the first of two lessons, of 83.4 s."""
    course = a_course(83.4, 60.0)
    return Player(an_enrolment(course), lessons_of(course)[0])


def progress() -> LessonProgress:
    return LessonProgress.objects.get()


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


def test_two_devices_at_once_add_up(player: Player) -> None:
    tablet = Player.__new__(Player)
    tablet.__dict__.update(player.__dict__, client="f" * 32, number=0)
    player.plays((0, 40), after=40)
    assert tablet.plays((40, 80), after=40).covered == 80
    assert progress().refused == 0


def test_a_script_cannot_claim_an_hour_in_a_minute(site: Site) -> None:
    course = a_course(3600)
    script = Player(an_enrolment(course), lessons_of(course)[0])
    watched = script.plays((0, 3600), after=60)
    assert (watched.covered, watched.refused) == (125, 3475)
    assert script.plays((0, 3600), after=60).covered == 125
    assert progress().refused == 3475 * 2


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


def test_messages_that_overtake_each_other_lose_nothing_and_the_newest_says_where_to_resume(player: Player) -> None:
    player.plays((20, 30), number=3, position=30)
    player.plays((0, 10), number=1, position=10)
    assert player.plays((10, 20), number=2, position=20).covered == 30
    assert progress().position == 30


def test_a_message_replayed_from_another_day_does_not_move_where_to_resume(player: Player) -> None:
    player.plays((0, 30), position=30)
    player.plays((50, 60), position=None)
    assert progress().position == 30


@settings(max_examples=25, deadline=None)
@given(
    parts=st.lists(st.tuples(st.integers(0, 82), st.integers(1, 20)), min_size=1, max_size=8),
    order=st.randoms(use_true_random=False),
)
def test_order_duplication_and_splitting_of_messages_never_change_the_map(
    parts: list[tuple[int, int]], order: object
) -> None:
    site_and_course()
    lesson = lessons_of(a_course(83.4))[0]
    ranges = [(start, min(start + length, 83.4)) for start, length in parts]
    whole, split = (Player(an_enrolment(lesson.course), lesson) for _ in range(2))
    whole.plays(*ranges)
    sent = [(number, piece) for number, piece in enumerate(ranges, start=1)] * 2
    order.shuffle(sent)  # type: ignore[attr-defined]
    for number, piece in sent:
        split.plays(piece, number=number)
    maps = LessonProgress.objects.filter(lesson=lesson).values_list("watched", flat=True)
    assert len({watchmap.from_bytes(stored) for stored in maps}) == 1


def site_and_course() -> None:
    """Hypothesis runs one test many times: each run starts with no rows of progress."""
    LessonProgress.objects.all().delete()


def test_a_lesson_moved_to_another_course_takes_no_more_of_this_one(player: Player) -> None:
    lessons = LessonProgress._meta.get_field("lesson").related_model.objects
    lesson = lessons.get(pk=player.token.lesson_id)
    lesson.move(CoursePageFactory(), pos="last-child")
    with pytest.raises(WatchRefused) as refusal:
        player.plays((0, 10))
    assert refusal.value.code == "moved"
    assert not LessonProgress.objects.exists()


def test_reordering_courses_and_lessons_interrupts_nobody(player: Player) -> None:
    player.plays((0, 10))
    lesson = progress().lesson
    lesson.move(lessons_of(lesson.course)[1], pos="right")
    other = CoursePageFactory()
    lesson.get_parent(update=True).move(other, pos="right")
    assert player.plays((10, 20)).covered == 20


def test_a_lesson_with_a_new_video_starts_a_new_map_and_refuses_the_old_video(player: Player) -> None:
    player.plays((0, 30), position=30)
    lesson = progress().lesson
    lesson.video = a_video(50)
    lesson.save()
    with pytest.raises(WatchRefused) as refusal:
        player.plays((30, 40))
    assert refusal.value.code == "video-changed"
    again = Player(progress().enrolment, lesson)
    assert again.plays((0, 10)).covered == 10


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


def test_another_lesson_is_another_map(player: Player) -> None:
    player.plays((0, 10))
    lesson = LessonPageFactory(parent=progress().lesson.course, video=a_video(40))
    assert Player(progress().enrolment, lesson).plays((5, 8)).covered == 3


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
