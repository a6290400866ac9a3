from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import chain, islice

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from wagtail import hooks

from college.progress.models import Statement
from college.progress.xapi.statements import Event

BATCH = 500
LOOKS_BACK = timedelta(days=1)
HOUR = 3600


def record(*events: Event) -> None:
    """Queue a statement of each event, once however often it is told; nothing where no record store is set."""
    if settings.XAPI_ENDPOINT:
        _queue(events)


def record_what_was_lost() -> None:
    """What happened in the last day and is not queued: its server died between the event and the telling of it."""
    if not settings.XAPI_ENDPOINT or not cache.add("xapi:looked-for-lost", True, HOUR):
        return
    since = timezone.now() - LOOKS_BACK
    events: Iterator[Event] = chain.from_iterable(happened(since) for happened in hooks.get_hooks("learning_events"))
    while batch := list(islice(events, BATCH)):
        known = set(Statement.objects.filter(pk__in=[event.id for event in batch]).values_list("pk", flat=True))
        _queue(event for event in batch if event.id not in known)


def _queue(events: Iterable[Event]) -> None:
    now = timezone.now()
    rows = [Statement(id=event.id, statement=event.as_statement(), due_at=now) for event in events]
    Statement.objects.bulk_create(rows, ignore_conflicts=True)
