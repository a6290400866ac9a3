"""Entries of the ledger: written under the learner's lock, never changed."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q, QuerySet, Sum

from college.courses.hours import kept
from college.courses.models import HourRule
from college.people.models import User
from college.progress.hours.periods import Period, holds, period_of
from college.progress.models import Enrolment, HourCredit, LearnerTarget, LessonProgress


def lock(learner_id: int) -> None:
    """Nobody else writes this person's hours until the transaction ends, so that daily caps and "once" hold."""
    User.objects.select_for_update(no_key=True).only("pk").get(pk=learner_id)


def content_of(row: LessonProgress) -> str:
    """What is learned in a lesson: its video, the same in whichever lesson or course; its text where it has none."""
    return f"video:{row.video_id}" if row.video_id else f"lesson:{row.lesson_id}"


def period_for(learner_id: int, rule: HourRule, day: date) -> Period:
    since = None
    if rule.once == HourRule.Once.THREE_YEARS:
        of_three = LearnerTarget.objects.filter(learner=learner_id, target__years=3)
        since = of_three.order_by("since").values_list("since", flat=True).first()
    return period_of(rule.once, day, since=since)


def credited(learner_id: int, period: Period, day: date) -> QuerySet[HourCredit]:
    """What counts already: in the period, or in one of its own that has the day in it, so that to register on another
    date lets nothing count anew. What somebody corrected is not earned by the same again."""
    entries = HourCredit.objects.earned().filter(learner=learner_id)
    names = entries.order_by().values_list("period", flat=True).distinct()
    lasting = [name for name in names if holds(name, day)]
    return entries.filter(Q(period__in=lasting) | Q(day__gte=period.start, day__lt=period.end))


def is_taken_by_course(row: LessonProgress, entries: QuerySet[HourCredit]) -> bool:
    """Whether a whole course that has this content is among the entries."""
    same = Q(enrolment=row.enrolment_id)
    if row.video_id:
        same |= Q(enrolment__lessons__video=row.video_id)
    return entries.filter(same, lesson=None).exists()


def contents_of_courses(entries: QuerySet[HourCredit]) -> set[str]:
    """What was learned in the whole courses among the entries."""
    courses = entries.filter(lesson=None).values("enrolment")
    rows = LessonProgress.objects.filter(enrolment__in=courses).only("video", "lesson")
    return {content_of(row) for row in rows}


def seconds_taken(row: LessonProgress, entries: QuerySet[HourCredit]) -> int:
    """A map of the seconds of the row's video that are among the entries, whichever lesson showed them."""
    taken = 0
    for evidence in entries.filter(content=content_of(row)).values_list("evidence", flat=True):
        for first, stop in evidence.get("ranges", []):
            taken |= (1 << stop) - (1 << first)
    return taken


def hours_taken(entries: QuerySet[HourCredit], contents: Iterable[str], ours: QuerySet[HourCredit]) -> Decimal:
    """What these contents were credited among the entries; and `ours`, the lesson or course itself, ever."""
    either = Q(pk__in=entries.filter(content__in=contents).values("pk")) | Q(pk__in=ours.values("pk"))
    return HourCredit.objects.earned().filter(either).aggregate(sum=Sum("hours"))["sum"] or Decimal(0)


def room_under_cap(learner_id: int, rule: HourRule, day: date) -> Decimal | None:
    """Hours that the rule still credits this person on the day, in whatever course; None if it has no cap."""
    if rule.daily_cap is None:
        return None
    given = HourCredit.objects.filter(learner=learner_id, rule=rule, day=day).aggregate(sum=Sum("hours"))["sum"]
    return max(Decimal(0), rule.daily_cap - (given or Decimal(0)))


def add(
    *,
    enrolment: Enrolment,
    rule: HourRule,
    period: Period,
    content: str,
    earned: Decimal,
    day: date,
    evidence: dict[str, Any],
    **fields: Any,
) -> HourCredit:
    """What was earned, as far as the day's cap allows. What is above it does not count, and the entry says so."""
    room = room_under_cap(enrolment.learner_id, rule, day)
    hours = earned if room is None else min(earned, room)
    if hours < earned:
        evidence = {**evidence, "earned": str(earned), "cap": str(rule.daily_cap)}
    return HourCredit.objects.create(
        learner_id=enrolment.learner_id,
        enrolment=enrolment,
        rule=rule,
        rule_words=kept(rule),
        content=content,
        period=period.name,
        number=next_number(enrolment.learner_id, content, period.name),
        hours=hours,
        day=day,
        evidence=evidence,
        **fields,
    )


def next_number(learner_id: int, content: str, period: str) -> int:
    """Also a guard: two who came to the same number cannot both keep their entry."""
    same = HourCredit.objects.filter(learner=learner_id, content=content, period=period)
    return (same.aggregate(last=Max("number"))["last"] or 0) + 1


def seconds_of(row: LessonProgress) -> float:
    """The length of the row's video; of a text the editor's estimate."""
    if row.video and row.video.duration:
        return row.video.duration
    return row.lesson.reading_minutes * 60


def seconds_learned(row: LessonProgress) -> int:
    """What was covered of its video, or all of it where it was shown in a classroom; a text that was completed at the
    editor's estimate."""
    if row.video_id:
        return max(row.covered, int(seconds_of(row)) if row.is_by_attendance else 0)
    return row.lesson.reading_minutes * 60 if row.completed_at else 0
