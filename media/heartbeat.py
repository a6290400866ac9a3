"""A sign of life from a worker whose work gives none for long: a model that loads, a piece that is hard to hear."""

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, connections

from media.models import Lease, LeaseLost

logger = logging.getLogger(__name__)

BEATS_A_LEASE = 4


@contextmanager
def heartbeat(lease: Lease) -> Iterator[None]:
    """Renews the lease from a thread that ends with the work or dies with its process, as long as the lease allows."""
    over = threading.Event()
    thread = threading.Thread(target=_watch, args=(lease, over), name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _watch(lease: Lease, over: threading.Event) -> None:
    _beat(lease, over)
    if settings.WORKER_ENDS_WHEN_HUNG and not over.wait(lease.left + lease.model.LEASE.total_seconds()):
        logger.critical("%s %s: hangs on; this worker ends, so that another begins", lease.model.__name__, lease.pk)
        os._exit(1)


def _beat(lease: Lease, over: threading.Event) -> None:
    while not over.wait(lease.model.LEASE.total_seconds() / BEATS_A_LEASE):
        try:
            lease.renew()
        except LeaseLost:
            lease.lost.set()
            if lease.is_overdue:
                logger.error("%s %s: hangs; others may take it", lease.model.__name__, lease.pk)
            return
        except DatabaseError:
            logger.warning("%s %s: the lease could not be renewed", lease.model.__name__, lease.pk, exc_info=True)
        finally:
            connections.close_all()
