"""What is credited for what was learned, once and not more."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Site

from college.people.models import User
from college.progress.hours import credit_course, credit_lesson, evidence
from college.progress.hours.crediting import worth
from college.progress.models import Enrolment, HourCredit, HourTarget, LearnerTarget
from tests.factories import LessonPageFactory, UserFactory
from tests.progress.cast import a_course, lessons_of
from tests.progress.hours.cast import NOON, a_rule, another_lesson, counting, enrolled, hours_of, watched
from tests.progress.test_at_once import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
TOMORROW = NOON + timedelta(days=1)


@pytest.fixture
def learner() -> User:
    return UserFactory()


def completed(enrolment: Enrolment, at: datetime = NOON, hours: float = 6) -> Enrolment:
    changes = {"completed_at": at, "course_title": enrolment.course.title, "hours": hours}
    Enrolment.objects.filter(pk=enrolment.pk).update(**changes)
    return enrolment


class TestByTheMinute:
    def test_half_an_hour_watched_is_half_an_hour_and_says_by_which_rule_and_from_what(self, learner: User) -> None:
        lesson = lessons_of(counting(a_rule(), 3600.0))[0]
        row = watched(enrolled(learner, lesson), lesson, (0, 900), (1800, 2700))
        (credit,) = credit_lesson(row.pk)
        assert (credit.hours, credit.seconds, credit.day) == (Decimal("0.5"), 1800, date(2026, 11, 23))
        assert "第 1 版（2026年1月1日起）：每看 60 分钟计 1 学时" in credit.rule_words
        assert credit.evidence["ranges"] == [[0, 900], [1800, 2700]]
        assert (credit.evidence["covered"], credit.evidence["of"]) == (1800, 3600)
        assert credit.evidence["lesson"] == lesson.title

    def test_looking_again_credits_nothing_more(self, learner: User) -> None:
        lesson = lessons_of(counting(a_rule(), 3600.0))[0]
        row = watched(enrolled(learner, lesson), lesson, (0, 1800))
        for _ in range(3):
            credit_lesson(row.pk)
        assert hours_of(learner) == ["0.50"]

    def test_what_is_less_than_a_hundredth_waits_for_more(self, learner: User) -> None:
        lesson = lessons_of(counting(a_rule(), 3600.0))[0]
        enrolment = enrolled(learner, lesson)
        for end in (35, 71, 100):
            credit_lesson(watched(enrolment, lesson, (0, end)).pk)
        assert hours_of(learner) == ["0.01", "0.01"]
        credit_lesson(watched(enrolment, lesson, (0, 108)).pk)
        assert hours_of(learner) == ["0.01", "0.01", "0.01"]

    def test_the_same_video_in_another_course_counts_only_where_it_was_not_seen(self, learner: User) -> None:
        rule = a_rule()
        first = lessons_of(counting(rule, 3600.0))[0]
        second = another_lesson(rule, first)
        credit_lesson(watched(enrolled(learner, first), first, (0, 1800)).pk)
        credit_lesson(watched(enrolled(learner, second), second, (900, 2700)).pk)
        assert hours_of(learner) == ["0.50", "0.25"]

    def test_what_was_seen_twice_counts_again_in_the_next_period_only(self, learner: User) -> None:
        rule = a_rule(once="year")
        first = lessons_of(counting(rule, 3600.0))[0]
        second, third = another_lesson(rule, first), another_lesson(rule, first)
        credit_lesson(watched(enrolled(learner, first), first, (0, 3600)).pk)
        credit_lesson(watched(enrolled(learner, second), second, (0, 1800)).pk)
        assert hours_of(learner) == ["1.00"]
        next_year = NOON + timedelta(days=300)
        credit_lesson(watched(enrolled(learner, second), second, (0, 3600), at=next_year).pk)
        credit_lesson(watched(enrolled(learner, third), third, (0, 3600), at=next_year).pk)
        assert hours_of(learner) == ["1.00", "0.50", "0.50"]

    @pytest.mark.parametrize("basis", ["minutes", "lesson"])
    def test_what_was_seen_twice_on_a_day_counts_again_from_midnight_in_china(self, learner: User, basis: str) -> None:
        rule = a_rule(basis, once="day")
        first = lessons_of(counting(rule, 3600.0))[0]
        second, third = another_lesson(rule, first), another_lesson(rule, first)
        midnight = datetime(2026, 11, 23, 16, tzinfo=UTC)
        for lesson, at in ((first, NOON), (second, midnight - timedelta(minutes=1)), (third, midnight)):
            credit_lesson(watched(enrolled(learner, lesson), lesson, (0, 3600), at=at, is_done=True).pk)
        found = HourCredit.objects.order_by("pk").values_list("lesson", "hours", "period")
        assert list(found) == [(first.pk, 1, "2026-11-23"), (third.pk, 1, "2026-11-24")]

    def test_three_years_are_counted_from_registration(self, learner: User) -> None:
        target = HourTarget.objects.create(name="三年", hours=72, years=3, source="办法")
        LearnerTarget.objects.create(learner=learner, target=target, since=date(2024, 3, 1))
        rule = a_rule(once="three-years")
        first = lessons_of(counting(rule, 3600.0))[0]
        second, third = another_lesson(rule, first), another_lesson(rule, first)
        for lesson, day in ((first, (2026, 3, 1)), (second, (2027, 2, 28)), (third, (2027, 3, 1))):
            credit_lesson(watched(enrolled(learner, lesson), lesson, (0, 3600), at=datetime(*day, tzinfo=UTC)).pk)
        assert [credit.period for credit in HourCredit.objects.order_by("pk")] == ["2024-03-01/3", "2027-03-01/3"]

    def test_registering_on_another_date_lets_nothing_count_again(self, learner: User) -> None:
        target = HourTarget.objects.create(name="三年", hours=72, years=3, source="办法")
        own = LearnerTarget.objects.create(learner=learner, target=target, since=date(2024, 3, 1))
        rule = a_rule(once="three-years")
        first = lessons_of(counting(rule, 3600.0))[0]
        credit_lesson(watched(enrolled(learner, first), first, (0, 3600)).pk)
        own.since = date(2026, 11, 24)
        own.save()
        second = another_lesson(rule, first)
        credit_lesson(watched(enrolled(learner, second), second, (0, 3600), at=TOMORROW).pk)
        assert hours_of(learner) == ["1.00"]

    def test_a_day_counts_up_to_the_cap_in_all_courses_and_the_ledger_says_what_was_left_out(
        self, learner: User
    ) -> None:
        rule = a_rule(daily_cap=1)
        for number in range(3):
            lesson = lessons_of(counting(rule, 2400.0))[0]
            credit_lesson(watched(enrolled(learner, lesson), lesson, (0, 2400), at=NOON + timedelta(hours=number)).pk)
        assert hours_of(learner) == ["0.66", "0.34", "0.00"]
        last = HourCredit.objects.order_by("pk").last()
        assert last is not None
        assert (last.evidence["earned"], last.evidence["cap"]) == ("0.66", "1.00")
        credit_lesson(watched(enrolled(learner, lesson), lesson, (0, 2400), at=TOMORROW).pk)
        assert len(hours_of(learner)) == 3

    def test_the_cap_is_each_persons_own_and_of_each_day(self, learner: User) -> None:
        rule = a_rule(daily_cap=0.5)
        lesson = lessons_of(counting(rule, 3600.0))[0]
        for person, at in ((learner, NOON), (UserFactory(), NOON), (learner, TOMORROW)):
            end = 3600 if at == TOMORROW else 1800
            credit_lesson(watched(enrolled(person, lesson), lesson, (0, end), at=at).pk)
        assert HourCredit.objects.filter(hours=0.5).count() == 3

    def test_another_video_on_the_lesson_counts_from_its_own_beginning(self, learner: User) -> None:
        rule = a_rule()
        lesson, other = lessons_of(counting(rule, 3600.0, 3600.0))
        row = watched(enrolled(learner, lesson), lesson, (0, 3600))
        credit_lesson(row.pk)
        type(row).objects.filter(pk=row.pk).update(watched=b"", covered=0)
        lesson.video = other.video
        credit_lesson(watched(row.enrolment, lesson, (0, 1800), at=TOMORROW).pk)
        assert hours_of(learner) == ["1.00", "0.50"]

    @given(seconds=st.integers(0, 100_000), minutes=st.integers(1, 90))
    def test_credited_hours_are_worth_exactly_the_seconds_they_take(self, seconds: int, minutes: int) -> None:
        hours, taken = worth(seconds, minutes)
        assert hours * 60 * minutes == taken <= seconds
        assert seconds - taken < max(36, 3 * minutes)
        assert hours == round(hours, 2)


class TestALesson:
    @pytest.mark.parametrize(("length", "hours"), [(1800.0, "1.00"), (1799.0, "0.50"), (899.5, "0.25")])
    def test_a_completed_lesson_is_credited_by_its_length(self, learner: User, length: float, hours: str) -> None:
        lesson = lessons_of(counting(a_rule("lesson"), length))[0]
        row = watched(enrolled(learner, lesson), lesson, (0, int(length)))
        assert credit_lesson(row.pk) == []
        credit_lesson(watched(row.enrolment, lesson, is_done=True, at=NOON + timedelta(minutes=1)).pk)
        credit_lesson(row.pk)
        assert hours_of(learner) == [hours]

    def test_a_text_is_as_long_as_its_editor_says(self, learner: User) -> None:
        lesson = lessons_of(counting(a_rule("lesson"), None))[0]
        type(lesson).objects.filter(pk=lesson.pk).update(reading_minutes=20)
        row = watched(enrolled(learner, lesson), lesson, is_done=True)
        type(row).objects.filter(pk=row.pk).update(read_at=NOON)
        (credit,) = credit_lesson(row.pk)
        assert hours_of(learner) == ["0.50"]
        assert "读完正文" in evidence.words(credit)

    def test_who_completed_a_text_without_reading_it_to_the_end_is_not_said_to_have(self, learner: User) -> None:
        lesson = lessons_of(counting(a_rule("lesson"), None))[0]
        (credit,) = credit_lesson(watched(enrolled(learner, lesson), lesson, is_done=True).pk)
        assert evidence.words(credit).startswith("学完这一课；")

    def test_the_same_video_completed_in_two_courses_counts_once(self, learner: User) -> None:
        rule = a_rule("lesson")
        first = lessons_of(counting(rule, 1800.0))[0]
        for lesson in (first, another_lesson(rule, first)):
            credit_lesson(watched(enrolled(learner, lesson), lesson, (0, 1800), is_done=True).pk)
        assert hours_of(learner) == ["1.00"]

    def test_what_was_credited_by_the_minute_is_taken_off(self, learner: User) -> None:
        first = lessons_of(counting(a_rule(), 1800.0))[0]
        credit_lesson(watched(enrolled(learner, first), first, (0, 900)).pk)
        second = another_lesson(a_rule("lesson"), first)
        credit_lesson(watched(enrolled(learner, second), second, (0, 1800), is_done=True).pk)
        credit_lesson(watched(enrolled(learner, first), first, (0, 1800), at=TOMORROW).pk)
        assert hours_of(learner) == ["0.25", "0.75"]


class TestACourse:
    def test_a_completed_course_is_credited_with_its_hours_as_they_were(self, learner: User) -> None:
        course = counting(a_rule("course"), 1800.0, hours=6)
        lesson = lessons_of(course)[0]
        enrolment = completed(enrolled(learner, lesson))
        watched(enrolment, lesson, (0, 1800), is_done=True)
        for _ in range(2):
            credit_course(enrolment.pk)
        credit = HourCredit.objects.get()
        assert (credit.hours, credit.title, credit.lesson) == (6, course.title, None)
        assert credit.evidence["lessons"] == [lesson.title]

    def test_its_videos_count_with_it_and_not_again_elsewhere(self, learner: User) -> None:
        first, by_minute = lessons_of(counting(a_rule("course"), 1800.0))[0], a_rule()
        second = another_lesson(by_minute, first)
        row = watched(enrolled(learner, first), first, (0, 1800), is_done=True)
        credit_course(completed(row.enrolment).pk)
        credit_lesson(watched(enrolled(learner, second), second, (0, 1800)).pk)
        assert hours_of(learner) == ["6.00"]

    @pytest.mark.on_postgres
    def test_of_a_course_whose_videos_another_course_credited_only_what_is_new_counts(self, learner: User) -> None:
        rule = a_rule("course")
        first, new = lessons_of(counting(rule, 1800.0))[0], lessons_of(a_course(5400.0))[0]
        second = another_lesson(rule, first)
        third = another_lesson(rule, first)
        also_new = LessonPageFactory(parent=third.course, video=new.video)
        for lessons in ([first], [second], [third, also_new]):
            enrolment = enrolled(learner, lessons[0])
            for lesson in lessons:
                watched(enrolment, lesson, (0, int(lesson.video.duration)), is_done=True)
            credit_course(completed(enrolment).pk)
        assert hours_of(learner) == ["6.00", "0.00", "4.50"]
        last = HourCredit.objects.get(enrolment=enrolment)
        assert "其中 1.5 学时的内容已随别的课程计过" in evidence.words(last)

    @pytest.mark.parametrize("attended", ["seen before", "new"])
    def test_a_lesson_attended_weighs_as_much_of_a_course_as_one_watched(self, learner: User, attended: str) -> None:
        rule = a_rule("course")
        before, new = lessons_of(counting(rule, 3600.0))[0], lessons_of(a_course(3600.0))[0]
        both = another_lesson(rule, before)
        also_new = LessonPageFactory(parent=both.course, video=new.video)
        for first, lessons in ((before, [before]), (both, [both, also_new])):
            enrolment = enrolled(learner, first)
            for lesson in lessons:
                is_attended = (lesson == also_new) == (attended == "new")
                row = watched(enrolment, lesson, *([] if is_attended else [(0, 3600)]), is_done=True)
                enrolment.lessons.filter(pk=row.pk).update(is_by_attendance=is_attended)
            credit_course(completed(enrolment).pk)
        assert hours_of(learner) == ["6.00", "3.00"]

    def test_an_unfinished_course_and_one_without_hours_are_not_credited(self, learner: User) -> None:
        lesson = lessons_of(counting(a_rule("course"), None))[0]
        enrolment = enrolled(learner, lesson)
        assert credit_course(enrolment.pk) is None
        assert credit_course(completed(enrolment, hours=0).pk) is None


class TestVersions:
    def test_nothing_is_credited_where_no_policy_is_named(self, learner: User) -> None:
        a_rule()
        lesson = lessons_of(a_course(3600.0))[0]
        row = watched(enrolled(learner, lesson), lesson, (0, 3600), is_done=True)
        assert credit_lesson(row.pk) == []
        assert credit_course(completed(row.enrolment).pk) is None

    def test_the_version_of_the_day_counts_and_earlier_entries_stay(self, learner: User) -> None:
        old = a_rule()
        a_rule(policy=old.policy, valid_from=date(2026, 11, 24), minutes_an_hour=45)
        lesson = lessons_of(counting(old, 9000.0))[0]
        enrolment = enrolled(learner, lesson)
        credit_lesson(watched(enrolment, lesson, (0, 3600)).pk)
        credit_lesson(watched(enrolment, lesson, (0, 6300), at=TOMORROW).pk)
        found = HourCredit.objects.order_by("pk").values_list("hours", "rule__version")
        assert list(found) == [(Decimal(1), 1), (Decimal(1), 2)]

    def test_what_was_begun_before_the_first_version_counts_only_from_then_on(self, learner: User) -> None:
        lesson = lessons_of(counting(a_rule(valid_from=date(2026, 11, 24)), 3600.0))[0]
        enrolment = enrolled(learner, lesson)
        credit_lesson(watched(enrolment, lesson, (0, 1800)).pk)
        credit_lesson(watched(enrolment, lesson, (0, 2700), at=TOMORROW).pk)
        assert hours_of(learner) == ["0.25"]

    def test_what_was_seen_while_a_version_counted_courses_does_not_count_by_the_next_ones_minutes(
        self, learner: User
    ) -> None:
        rule = a_rule("course")
        a_rule("minutes", policy=rule.policy, valid_from=date(2026, 11, 24))
        lesson = lessons_of(counting(rule, 3600.0))[0]
        enrolment = enrolled(learner, lesson)
        credit_lesson(watched(enrolment, lesson, (0, 1800)).pk)
        credit_lesson(watched(enrolment, lesson, (0, 2700), at=TOMORROW).pk)
        assert hours_of(learner) == ["0.25"]

    def test_a_policy_put_on_later_credits_what_its_version_covers(self, learner: User) -> None:
        rule, course = a_rule(), a_course(3600.0)
        lesson = lessons_of(course)[0]
        row = watched(enrolled(learner, lesson), lesson, (0, 1800))
        type(course).objects.filter(pk=course.pk).update(hour_policy=rule.policy)
        credit_lesson(row.pk)
        assert hours_of(learner) == ["0.50"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.on_postgres
def test_workers_at_the_same_moment_credit_once_and_keep_to_the_cap(site: Site) -> None:
    learner, rule = UserFactory(), a_rule(daily_cap=1)
    lessons = lessons_of(counting(rule, 2400.0, 2400.0))
    rows = [watched(enrolled(learner, lesson), lesson, (0, 2400)) for lesson in lessons]
    calls: list[Any] = [partial(credit_lesson, row.pk) for row in rows] * 3
    at_once(*calls)
    assert sorted(hours_of(learner)) == ["0.34", "0.66"]
