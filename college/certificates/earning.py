"""From what somebody has done to what they are given: at once, or after a reviewer and the public had a say."""

import logging
from typing import TYPE_CHECKING

from django.db import transaction

from college.certificates.actions import NOTHING_SAID, completed, issue, locked
from college.certificates.conditions import owed
from college.certificates.content import Details
from college.certificates.models import Award, Certificate, Nomination
from college.certificates.nominating import nominate
from college.progress.models import Enrolment

if TYPE_CHECKING:
    from college.people.models import User

logger = logging.getLogger(__name__)
Given = Certificate | Nomination


def give_what_was_earned(enrolment: Enrolment) -> list[Given]:
    """What completing this course has brought about now: certificates, or nominations where the rule asks somebody."""
    awards = Award.objects.active().filter(required__course=enrolment.course_id).order_by("pk")
    person = enrolment.learner
    given = [give(award=award, person=person) for award in awards if owed(award).filter(pk=person.pk).exists()]
    return [one for one in given if one]


@transaction.atomic
def give(
    *,
    award: Award,
    person: "User",
    details: Details = NOTHING_SAID,
    occasion: str = "",
    by: "User | None" = None,
) -> Given | None:
    """By the way that the rule says: the certificate, or the nomination that waits; made now or before.

    By the rule, or by hand by whoever `by` is, for whom the conditions are theirs to judge; but the courses are
    completed. None where nothing may be given: it is off, or they are inactive, none of its kinds, have not completed
    its courses, or had it revoked.
    """
    person = locked(person)  # who takes a completion back holds the same lock
    enrolments = completed(award, person)
    if not enrolments and award.required.exists():
        return None
    if award.asks_somebody:
        return nominate(award=award, person=person, details=details, occasion=occasion, by=by)
    return issue(award=award, person=person, enrolments=enrolments, details=details, occasion=occasion, by=by)


def give_what_is_owed(*, limit: int = 200) -> int:
    """What a crash between completion and issue left undone, or what a rule, a mark, an hour or a membership came to
    owe later.

    At most `limit` at a time, so that other work is not kept waiting; returns how many. One that fails stops no other.
    """
    given = 0
    for award in Award.objects.active().exclude(required=None).select_related("issuer__organisation"):
        for person in owed(award)[: limit - given]:
            given += _given_or_logged(award, person)
    return given


def _given_or_logged(award: Award, person: "User") -> bool:
    try:
        return give(award=award, person=person) is not None
    except Exception:
        logger.exception("The certificate that award %s owes to user %s could not be issued", award.pk, person.pk)
        return False
