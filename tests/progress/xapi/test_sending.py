from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from pytest_django import Settings

from college.management.commands.worker import sweep
from college.progress.models import Statement
from college.progress.xapi.sending import BATCH, KEPT, PAUSES, send_again, send_due
from college.quizzes.models import Attempt
from tests.factories import UserFactory
from tests.progress.xapi.cast import an_attempt, queued
from tests.progress.xapi.lrs import RecordStore


def only() -> Statement:
    return Statement.objects.get()


@pytest.mark.on_postgres
def test_what_waits_arrives_in_batches(store: RecordStore) -> None:
    waiting = queued(BATCH + 3)
    send_due()
    assert store.asked == [BATCH, 3]
    assert store.kept == {str(statement.pk): statement.statement for statement in waiting}
    assert not Statement.objects.filter(sent_at=None).exists()
    send_due()
    assert store.asked == [BATCH, 3]


def test_what_a_killed_server_did_not_tell_a_worker_tells_by_itself(store: RecordStore) -> None:
    an_attempt(UserFactory(), score=80)
    Attempt.objects.update(finished_at=timezone.now())
    sweep()
    assert len(store.kept) == 1


@pytest.mark.parametrize("mood", ["down", "elsewhere", "a web page", "silent"])
def test_a_store_that_does_not_answer_as_one_is_tried_again_later(
    store: RecordStore, settings: Settings, mood: str
) -> None:
    settings.XAPI_TIMEOUT_SECONDS = 0.2
    queued(BATCH + 1)
    store.mood, now = mood, timezone.now()
    send_due(now=now)
    assert store.asked == [BATCH]  # it is left in peace
    put_off = Statement.objects.filter(attempts=1)
    assert {statement.error != "" and statement.due_at > now for statement in put_off} == {True}
    store.mood, settings.XAPI_TIMEOUT_SECONDS = "well", 10
    send_due(now=now + timedelta(hours=3))
    assert len(store.kept) == BATCH + 1
    assert set(Statement.objects.values_list("error", flat=True)) == {""}


def test_a_store_that_is_gone_altogether_is_tried_again_later(store: RecordStore) -> None:
    store.close()
    queued(1)
    send_due()
    assert (only().attempts, only().sent_at) == (1, None)
    assert "学习记录库没有应答" in only().error


def test_pauses_grow_and_after_the_last_attempt_a_person_is_asked(store: RecordStore) -> None:
    store.mood = "a web page"
    queued(1)
    now, pauses = timezone.now(), []
    while only().due_at:
        send_due(now=now)
        pauses.append((only().due_at - now).total_seconds() if only().due_at else None)
        now += timedelta(days=3)
    assert pauses == [*PAUSES, None]
    assert list(Statement.objects.given_up()) == [only()]
    store.mood = "well"
    send_due(now=now)
    assert not store.kept
    assert send_again() == 1
    send_due()
    assert only().sent_at


def test_a_store_that_says_when_to_come_back_is_believed(store: RecordStore) -> None:
    queued(1)
    store.mood, now = "down", timezone.now()
    send_due(now=now)
    assert only().due_at - now == timedelta(hours=2)
    assert "503 back soon" in only().error


def test_a_wrong_key_is_named_and_nothing_is_lost(store: RecordStore, settings: Settings) -> None:
    settings.XAPI_PASSWORD = "mistyped"
    queued(2)
    send_due()
    assert Statement.objects.on_their_way().filter(error__contains="XAPI_PASSWORD").count() == 2


def test_one_statement_that_is_refused_keeps_back_no_other(store: RecordStore) -> None:
    waiting = queued(9)
    store.refuses = {str(waiting[4].pk)}
    send_due()
    assert len(store.kept) == 8
    (refused,) = Statement.objects.given_up()
    assert (refused.pk, "not this one" in refused.error) == (waiting[4].pk, True)


def test_one_that_arrived_when_the_answer_was_lost_counts_as_arrived(store: RecordStore) -> None:
    first, second = queued(2)
    store.kept[str(first.pk)] = first.statement | {"stored": "2026-11-23T01:00:00Z"}
    send_due()
    assert store.kept.keys() == {str(first.pk), str(second.pk)}
    assert Statement.objects.filter(sent_at__isnull=False).count() == 2


def test_what_a_dead_worker_had_in_hand_is_sent_by_another(store: RecordStore) -> None:
    now = timezone.now()
    queued(1)
    Statement.objects.update(attempts=1, due_at=now + timedelta(minutes=10))
    send_due(now=now)
    assert store.asked == []
    send_due(now=now + timedelta(minutes=11))
    assert store.asked == [1]


def test_what_arrived_long_ago_is_not_kept_for_ever(store: RecordStore) -> None:
    queued(2)
    now = timezone.now()
    old, _new = Statement.objects.all()
    Statement.objects.update(sent_at=now, due_at=None)
    send_due(now=now)
    Statement.objects.filter(pk=old.pk).update(sent_at=now - KEPT - timedelta(days=1))
    send_due(now=now)
    assert Statement.objects.count() == 2  # it is looked for once an hour
    cache.clear()
    send_due(now=now)
    assert Statement.objects.count() == 1
