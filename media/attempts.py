"""One attempt at a piece of work: claim it, do it, and whatever happens leave its row telling the truth."""

import logging
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from media.heartbeat import heartbeat
from media.models import MAX_ATTEMPTS, Lease, LeaseLost, Work
from media.models.work import WorkQuerySet, pause_after
from media.outages import StorageUnreachable, is_full
from media.speech.errors import EngineMissing, UnusableMedia

logger = logging.getLogger(__name__)

# Kept in the row as they are here; translated when shown.
UNEXPECTED = _("处理时出了意外")
GIVEN_UP = _("处理时出了意外，原因已记入日志。可以点“重试”；仍不成功请联系管理员。")
INTERRUPTED = _("处理了几次都中途断掉，可能是内存不够。请联系管理员。")
UNREACHABLE = _("暂时连不上存放视频的地方。")
DISK_FULL = _("服务器的磁盘满了，请联系管理员。")
# What is put in place or repaired meanwhile is found without anybody's asking for it.
PAUSE = timedelta(minutes=2)


def attempt(model: type[Work], pk: int, do: Callable[[Any, Lease], None]) -> None:
    """Does nothing if the row is in other hands, over or not due. A refusal is final, an accident is tried again."""
    lease = WorkQuerySet(model).claim(pk)
    if lease is None:
        return
    row = model._default_manager.get(pk=pk)
    lease.bound(row.longest)
    try:
        with heartbeat(lease):
            do(row, lease)
    except LeaseLost as lost:
        logger.warning("%s: taken over by another worker or called off", lost)
    except UnusableMedia as refusal:
        _leave(lease, "failed", error=str(refusal.message))
    except EngineMissing as missing:
        _wait(lease, PAUSE, attempts=F("attempts") - 1, error=str(missing.message))
    except Exception as accident:
        if sentence := outage(accident):
            logger.warning("%s %s waits: %r", model.__name__, pk, accident.__cause__ or accident)
            _wait(lease, PAUSE, attempts=F("attempts") - 1, error=sentence)
            return
        logger.exception("%s %s: attempt %s failed", model.__name__, pk, row.attempts)
        _try_again(row, lease, fault(accident))
    except BaseException:
        # The worker was told to stop: that is nobody's failure.
        _leave(lease, "waiting", attempts=F("attempts") - 1, queued_at=None)
        raise


def outage(accident: Exception) -> str:
    """What is to be waited for, if neither the file nor the program is to blame."""
    if is_full(accident) or is_full(accident.__cause__):
        return DISK_FULL
    return UNREACHABLE if isinstance(accident, StorageUnreachable) else ""


def fault(accident: Exception) -> str:
    """What broke and where, without what it was about: a message may quote a person's data."""
    where = traceback.extract_tb(accident.__traceback__)[-1]
    return f"{type(accident).__name__}: {Path(where.filename).name}:{where.lineno} {where.name}"[:200]


def _try_again(row: Work, lease: Lease, fault: str) -> None:
    if row.attempts >= MAX_ATTEMPTS:
        _leave(lease, "failed", error=GIVEN_UP, fault=fault)
    else:
        _wait(lease, pause_after(row.attempts), error=UNEXPECTED, fault=fault)


def _wait(lease: Lease, pause: timedelta, **values: object) -> None:
    """A sweep queues the row again when it is due."""
    _leave(lease, "waiting", not_before=timezone.now() + pause, queued_at=None, **values)


def _leave(lease: Lease, state: str, **values: object) -> None:
    with suppress(LeaseLost):
        lease.finish(state, **values)
