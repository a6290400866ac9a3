"""The queue on Redis, for those too who queue tasks amid a transaction, as Wagtail does to keep its indexes."""

import logging
from functools import partial
from typing import Any

from django.db import transaction
from django_tasks import DEFAULT_TASK_QUEUE_NAME, TaskResult, TaskResultStatus
from django_tasks.base import Task
from django_tasks.utils import get_random_id
from django_tasks_rq import RQBackend
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class CommittedRQBackend(RQBackend):
    """In the lane that nobody chose, a message is sent once its rows are there for the worker to read.

    If Redis does not take it, the task is done at once: these are short, and nobody else would think of them again.
    """

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        if task.queue_name != DEFAULT_TASK_QUEUE_NAME:
            return super().enqueue(task, args, kwargs)
        transaction.on_commit(partial(self._send_or_do, task, args, kwargs), robust=True)
        return TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )

    def _send_or_do(self, task: Task, args: Any, kwargs: Any) -> None:
        try:
            super().enqueue(task, args, kwargs)
        except RedisError:
            logger.warning("Redis does not answer: %s is done here and now", task.name)
            task.call(*args, **kwargs)
