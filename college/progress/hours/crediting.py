"""Hours for what was learned. Each function may be called any number of times, by any number of workers at once, with
the same result: the learner is locked, and each second, lesson and course is decided on once.

The rule is the version of the course's policy that is in force on the day of learning: the day a video was last played
(by the minute; workers look just before midnight), a lesson or a course was completed. Before the first version nothing
counts. What was seen under a version of another basis is decided by it, and does not count by the minute later.

A policy put on a course for the first time counts what was learned since its first version came into force. When it
is put off, a lesson that it had counted, or would have, is still looked at: what is learned there until a policy is put
on again counts as nothing for good. Nothing tells when a lesson not begun before, or a whole course completed, was
without one: these count as if the policy were put on for the first time.

What is above a day's cap does not count, and the ledger says so. By the minute only whole hundredths of an hour are
credited; the seconds left wait for more of the same video. The same content again counts where the rule's period is
over, and in another course only: maps of what was watched have no dates, so that a second watching leaves no trace.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from math import gcd

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from college.courses.hours import band_hours, in_force
from college.courses.models import HourRule
from college.progress import watchmap
from college.progress.hours import evidence, ledger
from college.progress.models import Enrolment, HourCredit, HourTally, LessonProgress

Basis = HourRule.Basis
RuleOn = Callable[[date], HourRule | None]


@dataclass(frozen=True)
class Learned:
    """A row of progress, what of it was decided on before, and the rule of each day."""

    row: LessonProgress
    tally: HourTally
    rule_on: RuleOn

    @property
    def fresh(self) -> int:
        """The map of what nobody has decided on. Where a lesson got another video, that begins anew."""
        counted = watchmap.from_bytes(self.tally.counted) if self.tally.video_id == self.row.video_id else 0
        return watchmap.from_bytes(self.row.watched) & ~counted

    @property
    def is_completion_decided(self) -> bool:
        """Whether it was looked at since it was completed: then by another rule, or while there was none."""
        row, at = self.row, self.tally.at
        return row.completed_at is not None and at > row.opened_at and at >= row.completed_at

    def leave(self, fresh: int) -> None:
        """Remembers that all but these seconds were decided on, as the row stands now."""
        self.tally.counted = watchmap.to_bytes(watchmap.from_bytes(self.row.watched) & ~fresh)
        self.tally.video_id, self.tally.at = self.row.video_id, self.row.updated_at
        self.tally.save()


def credit_lesson(progress_id: int) -> list[HourCredit]:
    """What a row of progress has come to since it was last looked at: entries made now, usually none or one."""
    is_counted = Q(enrolment__course__hour_policy__isnull=False) | Q(tally__isnull=False)
    rows = LessonProgress.objects.filter(is_counted, pk=progress_id)
    learner_id = rows.values_list("enrolment__learner", flat=True).first()
    if learner_id is None:
        return []
    with transaction.atomic():
        ledger.lock(learner_id)
        learned = _learned(progress_id)
        made = [_credit_completed(learned), _credit_minutes(learned)] if learned else []
    return [credit for credit in made if credit]


def _learned(progress_id: int) -> Learned | None:
    """None where the row was taken back meanwhile, with a mistaken attendance that had made it."""
    found = LessonProgress.objects.select_related("enrolment__course", "lesson__quiz", "video", "tally")
    late = ["enrolment__course__description", "enrolment__course__outcomes", "lesson__body", "replayed"]
    row = found.defer(*late).filter(pk=progress_id).first()
    if row is None:
        return None
    versions = list(HourRule.objects.filter(policy=row.enrolment.course.hour_policy_id).select_related("policy"))
    rule_on = partial(in_force, versions)
    tally = row.tally if hasattr(row, "tally") else first_tally(row, rule_on)
    return Learned(row, tally, rule_on)


def first_tally(row: LessonProgress, rule_on: RuleOn) -> HourTally:
    """Of what was begun when no rule counted minutes, nobody knows how much was seen then: it does not count."""
    rule = rule_on(localdate(row.opened_at))
    counted = b"" if rule and rule.basis == Basis.MINUTES else bytes(row.watched)
    return HourTally(progress=row, video_id=row.video_id, counted=counted, at=row.opened_at)


def _credit_completed(learned: Learned) -> HourCredit | None:
    """A lesson, by its length: the hours of its band, less what the same content was credited in the period."""
    row = learned.row
    rule = learned.rule_on(localdate(row.completed_at)) if row.completed_at else None
    if rule is None or rule.basis != Basis.LESSON or learned.is_completion_decided:
        return None
    ours = HourCredit.objects.earned().filter(enrolment=row.enrolment_id, lesson=row.lesson_id)
    if ours.filter(rule__basis=Basis.LESSON).exists():
        return None
    learner_id, day = row.enrolment.learner_id, localdate(row.completed_at)
    period = ledger.period_for(learner_id, rule, day)
    counted = ledger.credited(learner_id, period, day)
    whole = band_hours(rule, ledger.seconds_of(row))
    taken = ledger.hours_taken(counted, [ledger.content_of(row)], ours)
    if whole <= taken or ledger.is_taken_by_course(row, counted):
        return None
    return ledger.add(
        enrolment=row.enrolment,
        lesson=row.lesson,
        rule=rule,
        period=period,
        title=row.lesson_title,
        content=ledger.content_of(row),
        seconds=row.covered if row.video_id else 0,
        earned=whole - taken,
        day=day,
        evidence=evidence.of_lesson(row, taken=taken),
    )


def _credit_minutes(learned: Learned) -> HourCredit | None:
    """Seconds of a video that were not decided on yet and that no other lesson was credited in the period."""
    row, fresh = learned.row, learned.fresh
    day, learner_id = localdate(row.updated_at), row.enrolment.learner_id
    rule = learned.rule_on(day)
    if rule is None or rule.basis != Basis.MINUTES or not fresh:
        learned.leave(0)
        return None
    period = ledger.period_for(learner_id, rule, day)
    counted = ledger.credited(learner_id, period, day)
    new = 0 if ledger.is_taken_by_course(row, counted) else fresh & ~ledger.seconds_taken(row, counted)
    earned, seconds = worth(new.bit_count(), rule.minutes_an_hour)
    paid = watchmap.lowest(new, seconds)
    learned.leave(new & ~paid)
    if not seconds:
        return None
    return ledger.add(
        enrolment=row.enrolment,
        lesson=row.lesson,
        rule=rule,
        period=period,
        title=row.lesson.title,
        content=ledger.content_of(row),
        seconds=seconds,
        earned=earned,
        day=day,
        evidence=evidence.of_minutes(row, paid),
    )


def worth(seconds: int, minutes_an_hour: int) -> tuple[Decimal, int]:
    """The hours in so many seconds, in steps that come out even in hundredths, and the seconds that they take: with 60
    minutes an hour, 100 s are 0.02 h and take 72 s."""
    even = gcd(100, minutes_an_hour * 60)
    steps = seconds // (minutes_an_hour * 60 // even)
    return Decimal(steps * (100 // even)) / 100, steps * (minutes_an_hour * 60 // even)


def credit_course(enrolment_id: int) -> HourCredit | None:
    """The hours of a completed course as they were then: for the share of its content that no other course credited in
    the period has, and less what its lessons were credited."""
    with_policy = Enrolment.objects.completed().filter(pk=enrolment_id, hours__gt=0, course__hour_policy__isnull=False)
    learner_id = with_policy.values_list("learner", flat=True).first()
    if learner_id is None:
        return None
    with transaction.atomic():
        ledger.lock(learner_id)
        # Under the lock: a mistaken attendance may have been withdrawn meanwhile, and the course with it.
        enrolment = with_policy.select_related("course").first()
        return _credit_course(enrolment) if enrolment else None


def _credit_course(enrolment: Enrolment) -> HourCredit | None:
    day = localdate(enrolment.completed_at)
    rule = in_force(HourRule.objects.filter(policy=enrolment.course.hour_policy_id).select_related("policy"), day)
    if rule is None or rule.basis != Basis.COURSE:
        return None
    if HourCredit.objects.earned().filter(enrolment=enrolment, lesson=None).exists():
        return None
    period = ledger.period_for(enrolment.learner_id, rule, day)
    counted = ledger.credited(enrolment.learner_id, period, day)
    rows = list(enrolment.lessons.light().select_related("lesson__quiz", "video"))
    gone = ledger.contents_of_courses(counted)
    whole = enrolment.hours or Decimal(0)
    elsewhere = (whole * _share_in(gone, rows)).quantize(Decimal("0.01"))
    fresh = {ledger.content_of(row) for row in rows} - gone
    ours = HourCredit.objects.earned().filter(enrolment=enrolment).exclude(content__in=gone)
    taken = ledger.hours_taken(counted, fresh, ours)
    return ledger.add(
        enrolment=enrolment,
        rule=rule,
        period=period,
        title=enrolment.course_title,
        content=f"course:{enrolment.course_id}",
        seconds=sum(row.covered for row in rows),
        earned=max(Decimal(0), whole - elsewhere - taken),
        day=day,
        evidence=evidence.of_course(enrolment, rows, taken=taken, elsewhere=elsewhere),
    )


def _share_in(contents: set[str], rows: Iterable[LessonProgress]) -> Decimal:
    """How much of what was learned in a course, by its seconds, is among these contents: from 0 to 1."""
    weights = [(max(1, ledger.seconds_learned(row)), ledger.content_of(row) in contents) for row in rows]
    inside = sum(seconds for seconds, is_in in weights if is_in)
    return Decimal(inside) / max(1, sum(seconds for seconds, _is_in in weights))
