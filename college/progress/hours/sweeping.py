"""What workers do now and then: hours by the minute, and what a lost message left undone."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from typing import Any

from django.core.cache import cache
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.timezone import localdate, localtime

from college.courses.hours import in_force
from college.courses.models import HourRule
from college.progress.hours.crediting import credit_course, credit_lesson, first_tally
from college.progress.models import Enrolment, HourCredit, HourTally, LessonProgress
from college.progress.querysets import EnrolmentQuerySet

logger = logging.getLogger(__name__)

PAUSE = timedelta(minutes=5)
"""Between two looks at everything, whichever workers take them."""

IDLE = timedelta(minutes=10)
"""After which a video is not being watched any more, so that one sitting becomes one entry."""

EVE = 2 * PAUSE
"""Before midnight: there is a look in it, and nothing waits to be idle. So a sitting that goes on past midnight becomes
entries of both days, parted to within PAUSE."""

AT_ONCE = 200
BEGUN_AT_ONCE = 2000

LONGEST = 10.0
"""Seconds for which rows, and then courses, are credited in one turn: a worker's other sweeps wait meanwhile."""


def credit_minutes() -> int:
    """Returns how many rows and enrolments were looked at; the next look follows at once while there are more."""
    if not cache.add("hours-looked-at", True, PAUSE.total_seconds()):
        return 0
    begun_at = monotonic()
    done = credit_due(now=timezone.now())
    if done >= BEGUN_AT_ONCE or monotonic() - begun_at >= LONGEST:
        cache.delete("hours-looked-at")
    return done


def credit_due(*, now: datetime) -> int:
    return begin_tallies() + _each(credit_lesson, due_rows(now)) + _each(credit_course, owed_courses())


def _each(credit: Callable[[int], object], due: QuerySet[Any]) -> int:
    """One that fails stops no other: it is passed over, and the turn after one that had no time for all goes on from
    where that ended."""
    key, ends = f"hours-reached-{credit.__name__}", monotonic() + LONGEST
    reached, looked_at = cache.get(key, 0), 0
    while monotonic() < ends:
        pks = list(due.filter(pk__gt=reached).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        for pk in pks:
            _tried(credit, pk)
        looked_at += len(pks)
        if len(pks) < AT_ONCE:
            cache.delete(key)
            return looked_at
        reached = pks[-1]
    cache.set(key, reached, None)
    return looked_at


def _tried(credit: Callable[[int], object], pk: int) -> None:
    try:
        credit(pk)
    except Exception:
        logger.exception("%s(%s) failed", credit.__name__, pk)


def begin_tallies() -> int:
    """Of rows not seen before, at once and not only when they are idle: what was watched before the policy's first
    version is told from what follows (see `crediting`)."""
    unseen = LessonProgress.objects.filter(tally=None, enrolment__course__hour_policy__isnull=False)
    rows = list(unseen.annotate(policy=F("enrolment__course__hour_policy")).defer("replayed")[:BEGUN_AT_ONCE])
    versions: dict[int, list[HourRule]] = {}
    for rule in HourRule.objects.filter(policy__in={row.policy for row in rows}) if rows else []:
        versions.setdefault(rule.policy_id, []).append(rule)
    tallies = [first_tally(row, partial(in_force, versions.get(row.policy, []))) for row in rows]
    HourTally.objects.bulk_create(tallies, ignore_conflicts=True)
    return len(tallies)


def due_rows(now: datetime) -> QuerySet[LessonProgress]:
    """Written since they were looked at, and idle; also of courses that their policy was taken from."""
    return LessonProgress.objects.filter(updated_at__gt=F("tally__at"), updated_at__lte=_settled(now))


def _settled(now: datetime) -> datetime:
    """What was written up to then is credited. What is of an earlier day, or of a day that is about to end, waits for
    nothing: more would move it to the next."""
    if localdate(now + EVE) > localdate(now):
        return now
    midnight = localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(now - IDLE, midnight)


def owed_courses() -> EnrolmentQuerySet:
    """Completed while a version that credits whole courses was in force, and not in the ledger."""
    begun = HourRule.objects.filter(policy=OuterRef("course__hour_policy"), valid_from__lte=OuterRef("completed_on"))
    completed = Enrolment.objects.completed().filter(course__hour_policy__isnull=False, hours__gt=0)
    in_force_then = completed.alias(completed_on=TruncDate("completed_at")).alias(
        basis=Subquery(begun.order_by("-valid_from").values("basis")[:1])
    )
    entered = HourCredit.objects.earned().filter(lesson=None).values("enrolment")
    return in_force_then.filter(basis=HourRule.Basis.COURSE).exclude(pk__in=entered)
