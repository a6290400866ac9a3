import itertools
import logging
import threading
import time
from argparse import ArgumentParser

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string
from django_tasks import task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker

logger = logging.getLogger(__name__)

HOUR = 3600
PAUSE_SECONDS = 5


class Command(BaseCommand):
    help = "Runs background work until it is told to stop. Several may run, on one machine or on many."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", action="store_true", help="stop when nothing is left that is due")

    def handle(self, *, batch: bool, **options: object) -> None:
        sweep()
        if not batch:
            threading.Thread(target=sweep_forever, name="sweeps", daemon=True).start()
        if is_queue_in_database():
            run_database_worker(batch=batch)
        else:
            from college.redis_worker import run_redis_worker

            run_redis_worker(batch=batch)


def is_queue_in_database() -> bool:
    return isinstance(task_backends["default"], DatabaseBackend)


def run_database_worker(*, batch: bool) -> None:
    """Until it is told to stop or, with `batch`, until nothing is left. It outlives failures of the database."""
    while not has_ended(batch=batch):
        logger.warning("The database does not answer; asking again in %s s", PAUSE_SECONDS)
        time.sleep(PAUSE_SECONDS)


def has_ended(*, batch: bool) -> bool:
    worker = Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=0.5,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )
    worker.configure_signals()
    try:
        worker.run()
    except (OperationalError, InterfaceError):
        logger.warning("The queue cannot be read", exc_info=True)
        close_old_connections()
        return not worker.running
    return True


def sweep() -> None:
    """Runs every `settings.WORKER_SWEEPS`; one that fails is logged and tried again next time."""
    for path in settings.WORKER_SWEEPS:
        try:
            import_string(path)()
        except Exception:
            logger.exception("Sweep %s failed", path)


def sweep_forever() -> None:
    pause = max(settings.WORKER_SWEEP_SECONDS, 1)
    for turn in itertools.count():
        time.sleep(pause)
        close_old_connections()
        sweep()
        if turn % max(HOUR // pause, 1) == 0:
            forget_finished_work()


def forget_finished_work() -> None:
    """Messages that were dealt with a day ago; else their table would grow for ever. Redis forgets by itself."""
    if not is_queue_in_database():
        return
    try:
        call_command("prune_db_task_results", queue_name="*", min_age_days=1, verbosity=0)
    except Exception:
        logger.exception("Finished work could not be forgotten")
