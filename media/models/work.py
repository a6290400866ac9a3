import threading
import time
from datetime import timedelta
from typing import Self, TypeVar
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MAX_ATTEMPTS = 3
# A row that waits longer than this is queued again: its message may be lost. A message too many costs one UPDATE.
PATIENCE = timedelta(minutes=15)
# When no worker has anything in hand: then there is no long queue that it may stand in.
IMPATIENCE = timedelta(minutes=1)
# After the first accident; four times as long after each further one.
FIRST_PAUSE = timedelta(seconds=30)
# By how much `media.actions.put_first` lifts a row.
FIRST = 50

_Row = TypeVar("_Row", bound="Work", covariant=True)


class WorkQuerySet(models.QuerySet[_Row]):
    """Rows that are pieces of work. The row, not the queue, says what is left to do."""

    def abandoned(self) -> Self:
        """Held by a worker that gave no sign of life in time."""
        return self.filter(state="running", lease__isnull=False, leased_until__lt=timezone.now())

    def held(self) -> Self:
        """In the hands of a worker that lives."""
        return self.filter(lease__isnull=False, leased_until__gt=timezone.now())

    def forgotten(self, patience: timedelta = PATIENCE) -> Self:
        """Waiting and due, though no message in the queue may speak of it any more."""
        unheard = Q(queued_at=None) | Q(queued_at__lt=timezone.now() - patience)
        return self.due().filter(unheard, state="waiting")

    def due(self) -> Self:
        return self.filter(Q(not_before=None) | Q(not_before__lte=timezone.now()))

    def claim(self, pk: int) -> "Lease | None":
        """Takes the row for this worker; None if another has it or nothing is left to do.

        An attempt is counted here and not at its end, so that a piece of work that kills its worker is given up too.
        """
        key = uuid4()
        claimed = (
            self.due()
            .filter(pk=pk, state="waiting")
            .update(
                state="running", lease=key, leased_until=timezone.now() + self.model.LEASE, attempts=F("attempts") + 1
            )
        )
        return Lease(self.model, pk, key) if claimed else None

    def unfinished_work(self) -> Self:
        return self.filter(state__in=["waiting", "running"])

    def stuck(self) -> Self:
        """Over without a result, or resting after an accident: what a person may want to be tried again."""
        return self.filter(Q(state__in=["failed", "cancelled"]) | Q(state="waiting", not_before__isnull=False))

    def call_off(self) -> int:
        """Whoever works on the rows finds out when renewing the lease."""
        return self.unfinished_work().update(**{**AFRESH, "state": "cancelled"})

    def put_back(self, **values: object) -> int:
        """Makes the rows wait as if nothing had ever been tried."""
        return self.update(**{**AFRESH, **values})


# What a row is like before the first attempt.
AFRESH = {"state": "waiting", "lease": None, "attempts": 0, "error": "", "fault": "", "not_before": None}


def pause_after(attempts: int) -> timedelta:
    """How long work rests that met with this many accidents."""
    return FIRST_PAUSE * 4 ** (attempts - 1)


class Work(models.Model):
    """A row that is also a piece of background work: waiting, then held by one worker at a time, then over.

    A state model has at least the states "waiting", "running" and "failed". `leased_until` outlives the lease: the
    latest one says until when some worker was surely alive.
    """

    LEASE = timedelta(minutes=10)
    LONGEST = timedelta(hours=2)

    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    lease = models.UUIDField(null=True, editable=False, help_text="which worker's claim it is")
    leased_until = models.DateTimeField(null=True, editable=False)
    queued_at = models.DateTimeField(null=True, editable=False)
    not_before = models.DateTimeField(null=True, editable=False, help_text="after an accident: when to try again")
    priority = models.SmallIntegerField(default=0, editable=False, help_text="higher goes first")
    error = models.CharField(_("原因"), max_length=300, blank=True, editable=False)
    fault = models.CharField(
        max_length=200, blank=True, editable=False, help_text="the last accident, for whoever repairs"
    )

    class Meta:
        abstract = True

    @property
    def longest(self) -> timedelta:
        """How long one attempt may take before its worker counts as hung."""
        return self.LONGEST


class LeaseLost(Exception):
    """Another worker holds the row now; whatever was found out since is thrown away."""


class Lease:
    """One worker's hold on one row. Every change asks whether it still holds."""

    def __init__(self, model: type[Work], pk: int, key: UUID) -> None:
        self.model, self.pk, self.key = model, pk, key
        self.ends = float("inf")
        self.lost = threading.Event()  # set by the heartbeat, for work that waits for something outside

    def bound(self, longest: timedelta) -> None:
        """After this time the lease is not renewed: a worker that hangs does not hold its row for ever."""
        self.ends = time.monotonic() + longest.total_seconds()

    @property
    def left(self) -> float:
        """Seconds until the bound."""
        return max(self.ends - time.monotonic(), 0)

    @property
    def is_overdue(self) -> bool:
        return not self.left

    def change(self, **values: object) -> None:
        """Raises LeaseLost and changes nothing if the row is no longer held."""
        if not self.model._default_manager.filter(pk=self.pk, lease=self.key).update(**values):
            raise LeaseLost(f"{self.model.__name__} {self.pk}")

    def renew(self, **values: object) -> None:
        if self.is_overdue:
            raise LeaseLost(f"{self.model.__name__} {self.pk} takes too long")
        self.change(leased_until=timezone.now() + self.model.LEASE, **values)

    def finish(self, state: str, **values: object) -> None:
        self.change(**{"state": state, "lease": None, "error": "", "fault": "", "not_before": None, **values})
