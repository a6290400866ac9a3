"""Being there when a lesson is taught: what it completes, what it is no evidence of, and how a mistake is put right."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from college.courses.models import CoursePage, LessonPage
from college.people.models import User
from college.progress.actions import mark_read
from college.progress.attendance import Kept, keep_roll
from college.progress.hours.correcting import CorrectionRefused, correct
from college.progress.hours.sweeping import credit_due
from college.progress.models import Attendance, Enrolment, HourCredit, LessonProgress
from college.progress.passing import count_passed_quiz
from tests.factories import UserFactory
from tests.progress.cast import Player, a_course, an_enrolment, lessons_of
from tests.progress.hours.cast import a_rule, another_lesson, counting
from tests.progress.teaching.cast import a_quiz, an_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

NOW = timezone.now()
Roll = Callable[..., Kept]


@pytest.fixture
def teacher() -> User:
    return UserFactory()


@pytest.fixture
def roll(teacher: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Roll:
    """Keeps the roll of a lesson for one learner, and lets everybody hear of it."""

    def keep(lesson: LessonPage, enrolment: Enrolment, *, there: bool, was: bool = False, now: datetime = NOW) -> Kept:
        ticked, shown = {enrolment.pk} if there else set(), {enrolment.pk} if was else set()
        with django_capture_on_commit_callbacks(execute=True):
            return keep_roll(lesson=lesson, enrolments=[enrolment], present=ticked, shown=shown, by=teacher, now=now)

    return keep


def test_who_was_there_has_completed_the_lesson_by_being_there_and_not_a_second_of_it_was_watched(
    roll: Roll, teacher: User
) -> None:
    enrolment = an_enrolment(a_course(300.0, None))
    lesson = lessons_of(enrolment.course)[0]
    roll(lesson, enrolment, there=True)

    row = LessonProgress.objects.get()
    assert (row.rule, row.lesson_title, row.covered, bytes(row.watched)) == ("课堂到课", lesson.title, 0, b"")
    assert (row.completed_at, row.rule_version, row.is_by_attendance) == (NOW, 1, True)
    attendance = Attendance.objects.get()
    assert (attendance.marked_by, attendance.lesson_title) == (teacher, lesson.title)
    enrolment.refresh_from_db()
    assert (enrolment.lessons_done, enrolment.current_lesson_id, enrolment.completed_at) == (1, lesson.pk, None)


def test_the_last_lesson_attended_completes_the_course(roll: Roll) -> None:
    enrolment = an_enrolment(a_course(300.0, None))
    watched, read = lessons_of(enrolment.course)
    mark_read(enrolment=enrolment, lesson=read)
    roll(watched, enrolment, there=True)
    enrolment.refresh_from_db()
    assert enrolment.completed_at == NOW


def test_a_roll_sent_twice_is_kept_once(roll: Roll) -> None:
    enrolment = an_enrolment(a_course(None))
    lesson = lessons_of(enrolment.course)[0]
    first, second = (roll(lesson, enrolment, there=True) for _ in range(2))
    enrolment.refresh_from_db()
    assert (len(first.marked), len(second.marked), Attendance.objects.count()) == (1, 0, 1)
    assert enrolment.lessons_done == 1


def test_a_quiz_that_the_lesson_asks_is_still_to_be_passed(roll: Roll) -> None:
    enrolment = an_enrolment(a_course(300.0))
    lesson = lessons_of(enrolment.course)[0]
    quiz = a_quiz(lesson)
    roll(lesson, enrolment, there=True)
    assert not LessonProgress.objects.get().is_completed

    count_passed_quiz(an_attempt(enrolment.learner, quiz, 100).pk)
    row = LessonProgress.objects.get()
    assert (row.is_completed, row.rule) == (True, "课堂到课，测验得 60 分以上")


def test_what_was_watched_before_keeps_its_own_rule(roll: Roll) -> None:
    enrolment = an_enrolment(a_course(60.0))
    lesson = lessons_of(enrolment.course)[0]
    Player(enrolment, lesson).plays((0, 60))
    before = LessonProgress.objects.get()
    roll(lesson, enrolment, there=True)
    roll(lesson, enrolment, there=False, was=True)

    row = LessonProgress.objects.get()
    assert (row.completed_at, row.rule) == (before.completed_at, before.rule)
    assert Attendance.objects.get().undone == {}
    enrolment.refresh_from_db()
    assert enrolment.is_completed


def test_a_mistake_takes_back_the_lesson_and_the_course_that_rested_on_it_alone(roll: Roll, teacher: User) -> None:
    enrolment = an_enrolment(a_course(60.0))
    lesson = lessons_of(enrolment.course)[0]
    roll(lesson, enrolment, there=True)
    kept = roll(lesson, enrolment, there=False, was=True)

    assert not LessonProgress.objects.exists()
    enrolment.refresh_from_db()
    assert (enrolment.is_completed, enrolment.lessons_done, enrolment.rule) == (False, 0, "")
    assert (enrolment.current_lesson, enrolment.active_at) == (None, enrolment.enrolled_at)
    [attendance] = kept.withdrawn
    attendance.refresh_from_db()
    assert attendance.withdrawn_by == teacher
    assert attendance.undone["lesson"]["rule"] == "课堂到课"
    assert attendance.undone["course"]["rule"] == "学完全部 1 课"


def test_who_was_not_there_goes_on_from_where_they_were(roll: Roll) -> None:
    enrolment = an_enrolment(a_course(60.0, None))
    watched, read = lessons_of(enrolment.course)
    Player(enrolment, watched).plays((0, 9))
    before = LessonProgress.objects.get()
    roll(read, enrolment, there=True)
    roll(read, enrolment, there=False, was=True)
    enrolment.refresh_from_db()
    assert (enrolment.current_lesson_id, enrolment.active_at) == (watched.pk, before.updated_at)

    roll(watched, enrolment, there=True)
    roll(watched, enrolment, there=False, was=True)
    row = LessonProgress.objects.get()
    assert (row.covered, row.is_completed, row.attended_at, row.rule, row.lesson_title) == (9, False, None, "", "")


def test_marked_again_after_a_mistake_both_stay_on_record(roll: Roll) -> None:
    enrolment = an_enrolment(a_course(60.0))
    lesson = lessons_of(enrolment.course)[0]
    roll(lesson, enrolment, there=True)
    roll(lesson, enrolment, there=False, was=True)
    roll(lesson, enrolment, there=True)

    assert LessonProgress.objects.get().is_completed
    assert [each.withdrawn_at is None for each in Attendance.objects.order_by("pk")] == [False, True]
    enrolment.refresh_from_db()
    assert (enrolment.is_completed, enrolment.lessons_done) == (True, 1)


def test_watched_to_its_end_since_the_lesson_outlives_the_mistake_under_its_own_rule(roll: Roll) -> None:
    enrolment = an_enrolment(a_course(60.0))
    lesson = lessons_of(enrolment.course)[0]
    roll(lesson, enrolment, there=True)
    Player(enrolment, lesson).plays((0, 60))
    roll(lesson, enrolment, there=False, was=True)

    row = LessonProgress.objects.get()
    assert (row.is_completed, row.is_by_attendance, row.rule) == (True, False, "视频看过 90 %")
    enrolment.refresh_from_db()
    assert enrolment.is_completed


def test_attended_on_another_day_the_lesson_outlives_the_mistake_of_today(roll: Roll) -> None:
    enrolment = an_enrolment(a_course(60.0))
    lesson = lessons_of(enrolment.course)[0]
    yesterday = NOW - timedelta(days=1)
    roll(lesson, enrolment, there=True, now=yesterday)
    roll(lesson, enrolment, there=True)
    roll(lesson, enrolment, there=False, was=True)

    row = LessonProgress.objects.get()
    assert (row.completed_at, row.attended_at) == (yesterday, yesterday)


def test_a_course_that_was_completed_before_stays_so(roll: Roll) -> None:
    enrolment = an_enrolment(a_course(None))
    mark_read(enrolment=enrolment, lesson=lessons_of(enrolment.course)[0], now=NOW - timedelta(days=3))
    added = lessons_of(a_course(60.0))[0]
    added.move(enrolment.course, "last-child")
    added.refresh_from_db()
    roll(added, enrolment, there=True)
    kept = roll(added, enrolment, there=False, was=True)

    enrolment.refresh_from_db()
    assert enrolment.is_completed
    assert list(kept.withdrawn[0].undone) == ["lesson"]


def test_who_was_marked_by_somebody_else_meanwhile_stays_marked(roll: Roll) -> None:
    enrolment = an_enrolment(a_course(None))
    lesson = lessons_of(enrolment.course)[0]
    roll(lesson, enrolment, there=True)
    roll(lesson, enrolment, there=False)
    assert Attendance.objects.standing().count() == 1


def test_a_mistake_of_yesterday_is_no_longer_on_the_roll(roll: Roll) -> None:
    enrolment = an_enrolment(a_course(None))
    lesson = lessons_of(enrolment.course)[0]
    roll(lesson, enrolment, there=True, now=NOW - timedelta(days=1))
    assert roll(lesson, enrolment, there=False, was=True).withdrawn == []
    assert LessonProgress.objects.get().is_completed


def hours() -> list[tuple[Decimal, str]]:
    return list(HourCredit.objects.order_by("pk").values_list("hours", "reason"))


def test_a_lesson_that_counts_by_its_length_counts_for_who_was_there(roll: Roll) -> None:
    enrolment = an_enrolment(counting(a_rule("lesson"), 1200.0))
    roll(lessons_of(enrolment.course)[0], enrolment, there=True)
    credit = HourCredit.objects.get()
    assert (credit.hours, credit.seconds, credit.content) == (Decimal("0.5"), 0, f"video:{credit.lesson.video_id}")
    assert credit.evidence["attended"] == timezone.localdate(NOW).isoformat()


def test_by_the_minute_being_there_counts_for_nothing(roll: Roll) -> None:
    enrolment = an_enrolment(counting(a_rule("minutes", minutes_an_hour=60), 1200.0))
    roll(lessons_of(enrolment.course)[0], enrolment, there=True)
    assert hours() == []


def test_a_course_that_asks_for_hours_of_content_is_not_completed_by_being_there(roll: Roll) -> None:
    enrolment = an_enrolment(a_course(1200.0, minimum_hours=Decimal("0.3")))
    roll(lessons_of(enrolment.course)[0], enrolment, there=True)
    enrolment.refresh_from_db()
    assert (enrolment.lessons_done, enrolment.is_completed) == (1, False)


@pytest.mark.parametrize("basis", ["lesson", "course"])
def test_hours_go_with_a_mistake_and_come_again_with_what_was_earned(roll: Roll, teacher: User, basis: str) -> None:
    enrolment = an_enrolment(counting(a_rule(basis), 1200.0, hours=Decimal("0.5")))
    lesson = lessons_of(enrolment.course)[0]
    half = Decimal("0.50")
    roll(lesson, enrolment, there=True)
    roll(lesson, enrolment, there=False, was=True)
    assert hours() == [(half, ""), (-half, "点名记错")]
    assert HourCredit.objects.order_by("pk").last().by == teacher
    roll(lesson, enrolment, there=True)
    roll(lesson, enrolment, there=True)
    assert hours() == [(half, ""), (-half, "点名记错"), (half, "")]


@pytest.mark.on_postgres
@pytest.mark.parametrize("basis", ["lesson", "course"])
def test_what_is_learned_after_a_mistake_counts_on_its_own_day_under_its_cap(roll: Roll, basis: str) -> None:
    learner, half = UserFactory(), Decimal("0.5")
    rule = a_rule(basis, daily_cap=half)
    enrolment = an_enrolment(counting(rule, 1200.0, hours=half), learner)
    other = an_enrolment(counting(rule, 1200.0, hours=half), learner)
    lesson, another = lessons_of(enrolment.course)[0], lessons_of(other.course)[0]
    yesterday = NOW - timedelta(days=1)
    roll(another, other, there=True, now=yesterday)
    roll(lesson, enrolment, there=True, now=yesterday)  # above the cap: an entry of no hours
    roll(lesson, enrolment, there=False, was=True, now=yesterday)
    roll(lesson, enrolment, there=True)

    entries = HourCredit.objects.filter(enrolment=enrolment).order_by("pk").values_list("hours", "day", "reason")
    before, today = timezone.localdate(yesterday), timezone.localdate(NOW)
    assert list(entries) == [(0, before, ""), (0, before, "点名记错"), (half, today, "")]


@pytest.mark.on_postgres
@pytest.mark.parametrize("basis", ["minutes", "lesson", "course"])
def test_who_was_never_there_earns_the_hours_in_another_course_by_watching(
    roll: Roll, basis: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    enrolment = an_enrolment(counting(a_rule("course"), 1200.0, hours=Decimal("0.5")))
    lesson = lessons_of(enrolment.course)[0]
    elsewhere = another_lesson(a_rule(basis), lesson)
    CoursePage.objects.filter(pk=elsewhere.course.pk).update(hours=Decimal("0.5"))
    roll(lesson, enrolment, there=True)
    roll(lesson, enrolment, there=False, was=True)
    with django_capture_on_commit_callbacks(execute=True):
        Player(an_enrolment(elsewhere.course, enrolment.learner), elsewhere).plays((0, 1200))
    credit_due(now=timezone.now() + timedelta(days=1))
    assert HourCredit.objects.filter(enrolment__course=elsewhere.course, hours__gt=0).count() == 1


def test_what_was_taken_back_with_a_mistake_is_not_corrected_by_hand_as_well(roll: Roll, teacher: User) -> None:
    enrolment = an_enrolment(counting(a_rule("lesson"), 1200.0))
    lesson = lessons_of(enrolment.course)[0]
    roll(lesson, enrolment, there=True)
    roll(lesson, enrolment, there=False, was=True)
    with pytest.raises(CorrectionRefused) as refused:
        correct(credit=HourCredit.objects.get(reason=""), hours=Decimal(1), by=teacher, reason="查实到课")
    assert refused.value.code == "withdrawn"
