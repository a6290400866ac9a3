"""A worker for the queue on Redis. It does the work in its own process, so that the speech model stays loaded."""

import logging
import time
from types import FrameType

import rq.job
from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django_rq.queues import DjangoRQ, get_queues
from django_tasks_rq import Job
from redis.exceptions import RedisError
from rq.exceptions import StopRequested
from rq.queue import Queue
from rq.worker import SimpleWorker, WorkerStatus

logger = logging.getLogger(__name__)

# What RQ keeps of a message that was dealt with, in seconds.
KEPT_IF_DONE, KEPT_IF_FAILED = 60, 24 * 60 * 60
PAUSE_SECONDS = 5


class RedisWorker(SimpleWorker):
    """Told to stop, it finishes the task in hand; told again, it gives the task up."""

    job_class = Job
    queue_class = DjangoRQ

    def execute_job(self, job: rq.job.Job, queue: Queue) -> None:
        job.failure_ttl = KEPT_IF_FAILED
        try:
            wait_for_database()
        except BaseException:  # told to stop meanwhile: the message is for whoever comes next
            queue.push_job_id(job.id, at_front=True)
            raise
        super().execute_job(job, queue)
        close_old_connections()

    def _shutdown(self) -> None:
        """Without a word to Redis, which may be the one that is down."""
        self._stop_requested = True
        if self.get_state() != WorkerStatus.BUSY:
            raise StopRequested

    def request_force_stop(self, signum: int, frame: FrameType | None) -> None:
        raise SystemExit(1)


def wait_for_database() -> None:
    """Else every message would be taken from the queue while nothing can be done about it."""
    close_old_connections()
    while not does_database_answer():
        logger.warning("The database does not answer; asking again in %s s", PAUSE_SECONDS)
        time.sleep(PAUSE_SECONDS)


def does_database_answer() -> bool:
    """Asked with a query: a connection may have been open for long."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (OperationalError, InterfaceError):
        close_old_connections()
        return False
    return True


def run_redis_worker(*, batch: bool) -> None:
    """Until it is told to stop or, with `batch`, until the queue is empty. It outlives failures of Redis."""
    while not has_ended(batch=batch):
        logger.warning("Redis does not answer; asking again in %s s", PAUSE_SECONDS)
        time.sleep(PAUSE_SECONDS)


def has_ended(*, batch: bool) -> bool:
    queues = get_queues(*settings.TASKS["default"]["QUEUES"], job_class=Job)
    try:
        worker = RedisWorker(
            queues, connection=queues[0].connection, default_result_ttl=KEPT_IF_DONE, log_job_description=False
        )
        worker.work(burst=batch, logging_level=None)
    except RedisError:
        return False
    return batch or worker._stop_requested
