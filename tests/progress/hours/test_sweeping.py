"""What workers credit by themselves."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from college.progress.hours import credit_minutes, sweeping
from college.progress.hours.sweeping import credit_due
from college.progress.models import Enrolment, HourCredit
from tests.factories import UserFactory
from tests.progress.cast import a_course, lessons_of
from tests.progress.hours.cast import NOON, a_rule, counting, enrolled, hours_of, watched

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
LATER = NOON + timedelta(minutes=10)


def test_one_sitting_becomes_one_entry_when_it_is_over() -> None:
    learner, lesson = UserFactory(), lessons_of(counting(a_rule(), 3600.0))[0]
    row = watched(enrolled(learner, lesson), lesson, (0, 900))
    credit_due(now=NOON + timedelta(minutes=9))
    assert hours_of(learner) == []
    credit_due(now=LATER)
    assert hours_of(learner) == ["0.25"]
    watched(row.enrolment, lesson, (0, 1800), at=LATER)
    credit_due(now=LATER + timedelta(minutes=10))
    assert hours_of(learner) == ["0.25", "0.25"]


def test_what_was_looked_at_is_not_looked_at_again() -> None:
    lesson = lessons_of(counting(a_rule(), 3600.0))[0]
    watched(enrolled(UserFactory(), lesson), lesson, (0, 910))
    assert credit_due(now=LATER) > 0
    assert credit_due(now=LATER + timedelta(days=1)) == 0


def test_lessons_half_seen_when_a_policy_comes_into_force_count_from_then_on() -> None:
    learner, course = UserFactory(), a_course(3600.0)
    lesson, rule = lessons_of(course)[0], a_rule(valid_from=date(2026, 11, 23))
    row = watched(enrolled(learner, lesson), lesson, (0, 1800), at=NOON - timedelta(days=1))
    type(course).objects.filter(pk=course.pk).update(hour_policy=rule.policy)
    credit_due(now=NOON)
    watched(row.enrolment, lesson, (0, 2700))
    credit_due(now=LATER)
    assert hours_of(learner) == ["0.25"]


@pytest.mark.on_postgres
@pytest.mark.parametrize("basis", ["minutes", "lesson"])
def test_what_is_learned_while_a_course_has_no_policy_does_not_count_when_it_has_one_again(basis: str) -> None:
    learner, rule = UserFactory(), a_rule(basis)
    course = counting(rule, 3600.0)
    lesson = lessons_of(course)[0]
    courses = type(course).objects.filter(pk=course.pk)
    row = watched(enrolled(learner, lesson), lesson, (0, 900))
    credit_due(now=LATER)
    before = hours_of(learner)
    courses.update(hour_policy=None)
    watched(row.enrolment, lesson, (0, 3600), at=NOON + timedelta(days=1), is_done=True)
    credit_due(now=NOON + timedelta(days=2))
    courses.update(hour_policy=rule.policy)
    watched(row.enrolment, lesson, at=NOON + timedelta(days=3))
    credit_due(now=NOON + timedelta(days=4))
    assert hours_of(learner) == before


def test_a_sitting_past_midnight_counts_on_both_days() -> None:
    learner, lesson = UserFactory(), lessons_of(counting(a_rule(), 7200.0))[0]
    enrolment, eleven = enrolled(learner, lesson), datetime(2026, 12, 31, 15, tzinfo=UTC)
    for minutes in range(0, 91, 6):
        now = eleven + timedelta(minutes=minutes)
        watched(enrolment, lesson, (0, minutes * 60), at=now)
        credit_due(now=now)
    credit_due(now=now + timedelta(minutes=10))
    days = HourCredit.objects.order_by("day").values_list("day").annotate(seconds=Sum("seconds"))
    assert list(days) == [(date(2026, 12, 31), 54 * 60), (date(2027, 1, 1), 36 * 60)]


def test_lessons_that_cannot_be_credited_keep_no_others_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "AT_ONCE", 2)
    learner, broken = UserFactory(), a_rule("lesson", bands=[{"minutes": "many"}])
    for lesson in lessons_of(counting(broken, 60.0, 60.0, 60.0)):
        watched(enrolled(learner, lesson), lesson, (0, 60), is_done=True)
    lesson = lessons_of(counting(a_rule(), 3600.0))[0]
    watched(enrolled(learner, lesson), lesson, (0, 900))
    credit_due(now=LATER)
    assert hours_of(learner) == ["0.25"]


@pytest.mark.on_postgres
def test_a_course_whose_message_was_lost_is_credited_once() -> None:
    learner, course = UserFactory(), counting(a_rule("course"), None, hours=6)
    enrolment = enrolled(learner, lessons_of(course)[0])
    changes = {"completed_at": NOON, "course_title": course.title, "hours": 6}
    Enrolment.objects.filter(pk=enrolment.pk).update(**changes)
    for _ in range(2):
        credit_due(now=LATER)
    assert hours_of(learner) == ["6.00"]


def test_a_course_completed_before_the_rule_was_in_force_is_not_owed() -> None:
    learner, course = UserFactory(), counting(a_rule("course", valid_from=date(2026, 11, 24)), None, hours=6)
    enrolment = enrolled(learner, lessons_of(course)[0])
    changes = {"completed_at": NOON, "course_title": course.title, "hours": 6}
    Enrolment.objects.filter(pk=enrolment.pk).update(**changes)
    credit_due(now=LATER)
    assert not HourCredit.objects.exists()


def test_workers_take_turns_looking() -> None:
    cache.delete("hours-looked-at")
    lesson = lessons_of(counting(a_rule(), 3600.0))[0]
    watched(enrolled(UserFactory(), lesson), lesson, (0, 910), at=timezone.now() - timedelta(hours=1))
    assert credit_minutes() > 0
    assert credit_minutes() == 0
    cache.delete("hours-looked-at")


def test_a_look_at_nothing_new_costs_the_same_however_much_there_is() -> None:
    rule = a_rule()

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            credit_due(now=LATER + timedelta(days=1))
        return len(queries)

    before = cost()
    for lesson in lessons_of(counting(rule, 60.0, 60.0, 60.0)):
        watched(enrolled(UserFactory(), lesson), lesson, (0, 60))
    credit_due(now=LATER)
    assert cost() == before <= 3
