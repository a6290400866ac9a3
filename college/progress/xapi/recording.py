from collections.abc import Iterable
from datetime import timedelta
from itertools import chain, islice

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from wagtail import hooks

from college.progress.models import Statement
from college.progress.xapi.happenings import Happening
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
    for happening in chain.from_iterable(happenings() for happenings in hooks.get_hooks("learning_events")):
        pks = happening.since(since)
        while batch := list(islice(pks, BATCH)):
            _queue_lost(happening, batch)


def _queue_lost(happening: Happening, pks: Iterable[int]) -> None:
    lost = {happening.id_of(pk): pk for pk in pks}
    for known in Statement.objects.filter(pk__in=lost.keys()).values_list("pk", flat=True):
        del lost[known]
    if lost:
        _queue(happening.events(lost.values()))


def _queue(events: Iterable[Event]) -> None:
    now = timezone.now()
    rows = [Statement(id=event.id, statement=event.as_statement(), due_at=now) for event in events]
    Statement.objects.bulk_create(rows, ignore_conflicts=True)
