"""What workers do now and then: hours by the minute, and what a lost message left undone."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial

from django.core.cache import cache
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

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

AT_ONCE = 200
BEGUN_AT_ONCE = 2000


def credit_minutes() -> int:
    """Returns how many rows and enrolments were looked at; the next look follows at once while there are more."""
    if not cache.add("hours-looked-at", True, PAUSE.total_seconds()):
        return 0
    done = credit_due(now=timezone.now())
    if done >= AT_ONCE:
        cache.delete("hours-looked-at")
    return done


def credit_due(*, now: datetime) -> int:
    begun = begin_tallies()
    rows = _each(credit_lesson, due_rows(now).values_list("pk", flat=True)[:AT_ONCE])
    courses = _each(credit_course, owed_courses().values_list("pk", flat=True)[:AT_ONCE])
    return begun + rows + courses


def _each(credit: Callable[[int], object], pks: Iterable[int]) -> int:
    """One that fails stops no other."""
    done = 0
    for pk in pks:
        try:
            credit(pk)
            done += 1
        except Exception:
            logger.exception("%s(%s) failed", credit.__name__, pk)
    return done


def begin_tallies() -> int:
    """Of rows not seen before, at once and not only when they are idle: what was watched before a policy was put on the
    course, or before its first version, is told from what follows."""
    unseen = LessonProgress.objects.filter(tally=None, enrolment__course__hour_policy__isnull=False)
    rows = list(unseen.annotate(policy=F("enrolment__course__hour_policy")).defer("replayed")[:BEGUN_AT_ONCE])
    versions: dict[int, list[HourRule]] = {}
    for rule in HourRule.objects.filter(policy__in={row.policy for row in rows}) if rows else []:
        versions.setdefault(rule.policy_id, []).append(rule)
    tallies = [first_tally(row, partial(in_force, versions.get(row.policy, []))) for row in rows]
    HourTally.objects.bulk_create(tallies, ignore_conflicts=True)
    return len(tallies)


def due_rows(now: datetime) -> QuerySet[LessonProgress]:
    """Written since they were looked at, and idle."""
    with_policy = LessonProgress.objects.filter(enrolment__course__hour_policy__isnull=False)
    return with_policy.filter(updated_at__gt=F("tally__at"), updated_at__lte=now - IDLE).order_by("updated_at")


def owed_courses() -> EnrolmentQuerySet:
    """Completed while a version that credits whole courses was in force, and not in the ledger."""
    begun = HourRule.objects.filter(policy=OuterRef("course__hour_policy"), valid_from__lte=OuterRef("completed_on"))
    completed = Enrolment.objects.completed().filter(course__hour_policy__isnull=False, hours__gt=0)
    in_force_then = completed.alias(completed_on=TruncDate("completed_at")).alias(
        basis=Subquery(begun.order_by("-valid_from").values("basis")[:1])
    )
    entered = HourCredit.objects.filter(lesson=None, reason="").values("enrolment")
    return in_force_then.filter(basis=HourRule.Basis.COURSE).exclude(pk__in=entered)
