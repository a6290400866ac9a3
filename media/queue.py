"""Telling the workers. The queue only delivers: a message may be lost or come twice, the rows say what is left."""

import logging
from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks.base import Task

from media import tasks
from media.models import Chunk, Rendition, Transcript, Video, Work
from media.models.work import FIRST

logger = logging.getLogger(__name__)

TASKS: dict[type[Work], Task] = {
    Video: tasks.probe_video,
    Transcript: tasks.plan_transcript,
    Chunk: tasks.transcribe_chunk,
    Rendition: tasks.make_rendition,
}
# Whoever has just uploaded wants to know whether the file is good for anything. Wagtail's short tasks, which have
# priority 0, go before long ones.
LIFT: dict[type[Work], int] = {Video: 10, Transcript: -1, Chunk: -1}
BACKGROUND = -10


def register(model: type[Work], task: Task) -> None:
    """Rows of another app that are work too: `task` does one, and what is left undone is taken up again as ours is."""
    TASKS[model] = task


def enqueue(rows: Sequence[Work]) -> None:
    """Queues rows of one model once the transaction is over. A queue that is down costs time, not work."""
    if not rows:
        return
    model = type(rows[0])
    model._default_manager.filter(pk__in=[row.pk for row in rows]).update(queued_at=timezone.now())
    messages = [(row.pk, row.priority + LIFT.get(model, 0)) for row in rows]
    transaction.on_commit(partial(deliver, model, messages), robust=True)


def deliver(model: type[Work], messages: Sequence[tuple[int, int]]) -> None:
    """Rows whose messages the queue does not take are marked for the next sweep."""
    for number, (pk, priority) in enumerate(messages):
        try:
            addressed(TASKS[model], priority).enqueue(pk)
        except Exception:
            logger.exception("The queue takes no messages; a worker will send them when it does")
            left = [pk for pk, _priority in messages[number:]]
            model._default_manager.filter(pk__in=left).update(queued_at=None)
            return


def addressed(task: Task, priority: int) -> Task:
    """A queue that knows no priorities has a lane for each kind of hurry instead."""
    if task.get_backend().supports_priority:
        return task.using(priority=priority)
    return task.using(queue_name=lane(priority))


def lane(priority: int) -> str:
    """One of `college.settings.queues.LANES`."""
    if priority >= FIRST // 2:
        return "first"
    if priority > 0:
        return "soon"
    return "background" if priority <= BACKGROUND else "work"
