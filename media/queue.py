"""Telling the workers. The queue only delivers: a message may be lost or come twice, the rows say what is left."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks.base import Task

from media import tasks
from media.models import Chunk, Transcript, Video, Work

TASKS: dict[type[Work], Task] = {
    Video: tasks.probe_video,
    Transcript: tasks.plan_transcript,
    Chunk: tasks.transcribe_chunk,
}


def enqueue(rows: Sequence[Work]) -> None:
    """Queues rows of one model once the transaction is over. A queue that is down costs time, not work."""
    if not rows:
        return
    model = type(rows[0])
    model._default_manager.filter(pk__in=[row.pk for row in rows]).update(queued_at=timezone.now())
    for row in rows:
        transaction.on_commit(partial(TASKS[model].enqueue, row.pk), robust=True)
