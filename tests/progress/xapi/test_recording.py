from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from college.progress.models import Enrolment, LessonProgress, Statement
from college.progress.signals import course_completed, lesson_completed
from college.progress.xapi.recording import record, record_what_was_lost
from college.progress.xapi.sending import send_due
from college.progress.xapi.statements import actor_name
from college.quizzes.models import Attempt
from college.quizzes.signals import attempt_finished, attempts_passed
from tests.certificates.cast import completed, earn, volunteer
from tests.factories import AwardFactory, UserFactory
from tests.progress.xapi.cast import a_learned_course, an_attempt, an_event, xiulan
from tests.progress.xapi.lrs import RecordStore


def told() -> list[str]:
    return sorted(statement.statement["verb"]["display"]["en"] for statement in Statement.objects.all())


def test_what_a_learner_finishes_waits_to_be_told(site: Site, store: RecordStore) -> None:
    learner = xiulan()
    enrolment, progress = a_learned_course(learner)
    lesson_completed.send(LessonProgress, lesson_progress_id=progress.pk)
    course_completed.send(Enrolment, enrolment_id=enrolment.pk)
    attempt_finished.send(None, attempt_id=an_attempt(learner, score=80).pk)
    assert told() == ["completed", "completed", "passed"]
    assert store.asked == []


@pytest.mark.on_postgres
def test_who_passes_because_the_mark_was_lowered_is_told_of_once_more(
    site: Site, store: RecordStore, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    reached, short = an_attempt(xiulan(), score=50), an_attempt(UserFactory(), score=49)
    erased = an_attempt(UserFactory(is_active=False), score=50)
    Attempt.objects.filter(pk__in=[short.pk, erased.pk]).update(quiz=reached.quiz)
    for attempt in (reached, short):
        attempt_finished.send(None, attempt_id=attempt.pk)
    for mark in (55, 50, 50, 80):
        reached.quiz.pass_mark = mark
        with django_capture_on_commit_callbacks(execute=True):
            reached.quiz.save()
    assert told() == ["failed", "failed", "passed"]
    send_due()
    (passed,) = (sent for sent in store.kept.values() if sent["verb"]["id"].endswith("/passed"))
    assert passed["actor"]["account"]["name"] == actor_name(reached.learner_id)
    assert (passed["result"]["success"], passed["result"]["score"]["raw"]) == (True, 50)
    assert len(store.kept) == 3


@pytest.mark.on_postgres
def test_an_event_told_twice_is_one_statement(store: RecordStore) -> None:
    record(an_event())
    record(an_event(), an_event(2))
    assert Statement.objects.count() == 2


def test_a_certificate_is_told_when_it_is_issued(
    site: Site, store: RecordStore, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:

    with django_capture_on_commit_callbacks(execute=True):
        earn(completed(volunteer(), AwardFactory()))
    assert told() == ["earned"]


def test_without_a_record_store_nothing_is_kept_for_it(site: Site) -> None:
    enrolment, _progress = a_learned_course(xiulan())
    course_completed.send(Enrolment, enrolment_id=enrolment.pk)
    attempts_passed.send(Attempt, attempt_ids=[an_attempt(UserFactory(), score=80).pk])
    record_what_was_lost()
    assert not Statement.objects.exists()


def test_what_a_killed_server_did_not_tell_is_told_within_the_day(site: Site, store: RecordStore) -> None:
    enrolment, progress = a_learned_course(xiulan())
    now = timezone.now()
    Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=now)
    LessonProgress.objects.filter(pk=progress.pk).update(completed_at=now)
    course_completed.send(Enrolment, enrolment_id=enrolment.pk)
    record_what_was_lost()
    assert told() == ["completed", "completed"]
    cache.clear()
    record_what_was_lost()
    assert Statement.objects.count() == 2


def test_looking_for_what_was_lost_costs_the_same_however_much_happened(site: Site, store: RecordStore) -> None:
    costs = []
    for count in (1, 5):
        for _ in range(count):
            an_attempt(UserFactory(), score=80)
        Attempt.objects.update(finished_at=timezone.now())
        cache.clear()
        record_what_was_lost()
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            record_what_was_lost()
        costs.append(len(queries))
    assert told() == ["passed"] * 6
    assert costs[0] == costs[1] <= 10


def test_what_happened_before_the_store_was_set_up_is_not_told(site: Site, store: RecordStore) -> None:
    a_learned_course(xiulan())
    Enrolment.objects.update(completed_at="2020-01-01T00:00Z")
    LessonProgress.objects.update(completed_at="2020-01-01T00:00Z")
    record_what_was_lost()
    assert told() == []
