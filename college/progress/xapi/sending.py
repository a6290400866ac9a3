from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override

from college.progress.models import Statement
from college.progress.xapi import client

BATCH = 50
BATCHES = 20  # in one turn, so that a worker's other sweeps are not kept waiting
# Another worker takes up what one that died had in hand. Sent twice, it is the same statement by its id.
LEASE = timedelta(minutes=10)
MINUTE, HOUR, DAY = 60, 3600, 86400
# Before the second attempt, the third, …: ten days in all, so that a holiday passes. Then a person is asked.
PAUSES = (MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 8 * HOUR, DAY, DAY, DAY, 2 * DAY, 2 * DAY, 2 * DAY)
KEPT = timedelta(days=30)  # what has arrived
LONGEST_ERROR = Statement._meta.get_field("error").max_length


def send_due(*, now: datetime | None = None) -> None:
    """Send what waits for the record store, in batches; on the first that does not get through, the turn is over."""
    if not settings.XAPI_ENDPOINT:
        return
    now = now or timezone.now()
    if cache.add("xapi:forgot-what-arrived", True, HOUR):
        Statement.objects.filter(sent_at__lt=now - KEPT).delete()
    with override(settings.LANGUAGE_CODE):
        for _turn in range(BATCHES):
            batch = _claim(now)
            if not batch or not _deliver(batch, now):
                return


def send_again() -> int:
    """Queue what was given up once more; how many."""
    return Statement.objects.given_up().update(due_at=timezone.now(), attempts=0)


@transaction.atomic
def _claim(now: datetime) -> list[Statement]:
    due = Statement.objects.select_for_update(skip_locked=True).filter(sent_at=None, due_at__lte=now)
    batch = list(due.order_by("due_at", "made_at")[:BATCH])
    claimed = Statement.objects.filter(pk__in=[statement.pk for statement in batch])
    claimed.update(attempts=F("attempts") + 1, due_at=now + LEASE)
    for statement in batch:
        statement.attempts += 1
    return batch


def _deliver(batch: list[Statement], now: datetime) -> bool:
    """Whether the store was there. It takes a batch whole or not at all: one that it refuses is sent in halves."""
    waiting = [batch]
    while waiting:
        part = waiting.pop()
        try:
            client.post([statement.statement for statement in part])
        except client.NotArrived as failure:
            _put_off([*part, *(statement for rest in waiting for statement in rest)], failure, now)
            return False
        except client.Refused as refusal:
            if len(part) > 1:
                middle = len(part) // 2
                waiting += [part[middle:], part[:middle]]
            elif refusal.status == client.CONFLICT:
                _arrived(part, now)  # a statement of this id is there already: ours, of the time before
            else:
                _change(part, due_at=None, error=str(refusal))
        else:
            _arrived(part, now)
    return True


def _arrived(part: list[Statement], now: datetime) -> None:
    _change(part, due_at=None, sent_at=now, error="")


def _put_off(part: list[Statement], failure: client.NotArrived, now: datetime) -> None:
    """Until later and later; after the last attempt until a person says so."""
    for attempts in {statement.attempts for statement in part}:
        same = [statement for statement in part if statement.attempts == attempts]
        pause = max(PAUSES[attempts - 1], min(failure.pause, DAY)) if attempts <= len(PAUSES) else None
        _change(same, due_at=now + timedelta(seconds=pause) if pause else None, error=str(failure))


def _change(part: list[Statement], *, error: str, **changes: datetime | None) -> None:
    pks = [statement.pk for statement in part]
    Statement.objects.filter(pk__in=pks).update(error=error[:LONGEST_ERROR], **changes)
