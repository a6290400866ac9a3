"""A mistake in the ledger is put right by a counter-entry, with its reason and who made it."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from college.courses.models import HourRule, LessonPage
from college.people.models import User
from college.progress.hours import ledger
from college.progress.models import Enrolment, HourCredit


class CorrectionRefused(Exception):
    """`code` says why, `message` says it to a person; nothing was changed."""

    REASONS = {
        "no-reason": _("请写明更正原因。"),
        "own": _("自己的学时不能自己更正，请让别人来做。"),
        "of-a-correction": _("这一条本身是更正，请更正它所更正的那一条。"),
        "same": _("正确的学时和现在的一样，没有要更正的。"),
        "withdrawn": _("点名记错，这一条已经作废。本人学完以后，会另计一条。"),
        "out-of-range": _("学时要在 0 到 999 之间。"),
    }

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code, self.message = code, self.REASONS[code]


def corrected(credit: HourCredit) -> Decimal:
    """What an entry comes to with its corrections."""
    entries = HourCredit.objects.filter(Q(pk=credit.pk) | Q(evidence__corrects=credit.pk), learner=credit.learner_id)
    return entries.aggregate(sum=Sum("hours"))["sum"]


@transaction.atomic
def correct(*, credit: HourCredit, hours: Decimal, by: User, reason: str) -> HourCredit:
    """Makes an entry come to so many hours, by another of the same day, so that the same periods are put right.

    Raises CorrectionRefused.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise CorrectionRefused("no-reason")
    if credit.learner_id == by.pk:
        raise CorrectionRefused("own")
    if credit.reason:
        raise CorrectionRefused("of-a-correction")
    if not 0 <= hours < 1000:
        raise CorrectionRefused("out-of-range")
    ledger.lock(credit.learner_id)
    if not HourCredit.objects.earned().filter(pk=credit.pk).exists():
        raise CorrectionRefused("withdrawn")
    if not (difference := hours - corrected(credit)):
        raise CorrectionRefused("same")
    return _entered(credit, difference, by=by, reason=reason, evidence={"corrects": credit.pk})


def take_back(*, enrolment: Enrolment, lesson: LessonPage | None, by: User) -> None:
    """Makes nothing of what completing a lesson, or with None the course, was credited: an attendance that had
    completed it was a mistake. Also of an entry of no hours, so that whoever learns it after all earns them. What was
    watched, by the minute, stays. The caller holds a transaction."""
    ledger.lock(enrolment.learner_id)
    with override(settings.LANGUAGE_CODE):
        reason = gettext("点名记错")
    entries = HourCredit.objects.earned().filter(enrolment=enrolment, lesson=lesson)
    for credit in entries.exclude(rule__basis=HourRule.Basis.MINUTES):
        evidence = {"corrects": credit.pk, "withdrawn": True}
        _entered(credit, -corrected(credit), by=by, reason=reason, evidence=evidence)


def _entered(
    credit: HourCredit, hours: Decimal, *, by: User | None, reason: str, evidence: dict[str, Any]
) -> HourCredit:
    return HourCredit.objects.create(
        learner=credit.learner,
        enrolment_id=credit.enrolment_id,
        lesson_id=credit.lesson_id,
        rule_id=credit.rule_id,
        rule_words=credit.rule_words,
        title=credit.title,
        content=credit.content,
        period=credit.period,
        number=ledger.next_number(credit.learner_id, credit.content, credit.period),
        hours=hours,
        day=credit.day,
        evidence=evidence,
        reason=reason,
        by=by,
    )
