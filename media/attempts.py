"""One attempt at a piece of work: claim it, do it, and whatever happens leave its row telling the truth."""

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_noop as _

from media.heartbeat import heartbeat
from media.models import MAX_ATTEMPTS, Lease, LeaseLost, Work
from media.models.work import WorkQuerySet
from media.queue import enqueue
from media.speech.errors import EngineMissing, UnusableMedia

logger = logging.getLogger(__name__)

# Kept in the row as they are here; translated when shown.
UNEXPECTED = _("处理时出了意外，原因已记入日志。可以点“重试”；仍不成功请联系管理员。")
INTERRUPTED = _("处理了几次都中途断掉，可能是内存不够。请联系管理员。")


def attempt(model: type[Work], pk: int, do: Callable[[Any, Lease], None]) -> None:
    """Does nothing if the row is in other hands or over. A refusal is final, an accident is tried again."""
    lease = WorkQuerySet(model).claim(pk)
    if lease is None:
        return
    row = model._default_manager.get(pk=pk)
    try:
        with heartbeat(lease):
            do(row, lease)
    except LeaseLost:
        logger.warning("%s %s was taken over by another worker", model.__name__, pk)
    except (UnusableMedia, EngineMissing) as refusal:
        _leave(lease, "failed", error=str(refusal.message))
    except Exception:
        logger.exception("%s %s: attempt %s failed", model.__name__, pk, row.attempts)
        _try_again(row, lease)
    except BaseException:
        # The worker was told to stop: that is nobody's failure.
        _leave(lease, "waiting", attempts=F("attempts") - 1, queued_at=None)
        raise


def _try_again(row: Work, lease: Lease) -> None:
    if row.attempts >= MAX_ATTEMPTS:
        _leave(lease, "failed", error=UNEXPECTED)
    else:
        _leave(lease, "waiting", error=UNEXPECTED)
        enqueue([row])


def _leave(lease: Lease, state: str, **values: object) -> None:
    with suppress(LeaseLost):
        lease.finish(state, **values)
