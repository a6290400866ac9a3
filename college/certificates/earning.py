"""From what somebody has done to what they are given: at once, or after a reviewer and the public had a say."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from college.certificates.actions import Claim, all_locked, completed_by, issue_all
from college.certificates.conditions import owed
from college.certificates.models import Award, Certificate, Nomination
from college.certificates.nominating import nominate
from college.progress.models import Enrolment

if TYPE_CHECKING:
    from college.people.models import User

logger = logging.getLogger(__name__)
Given = Certificate | Nomination
TOGETHER = 10
"""Certificates issued in one transaction: half a second's work, for which others who issue in the same name wait; on
SQLite, whoever writes."""


def give_what_was_earned(enrolment: Enrolment) -> list[Given]:
    """What completing this course has brought about now: certificates, or nominations where the rule asks somebody."""
    awards = Award.objects.active().filter(required__course=enrolment.course_id).order_by("pk")
    person = enrolment.learner
    given = [give(award, Claim(person=person)) for award in awards if owed(award).filter(pk=person.pk).exists()]
    return [one for one in given if one]


def give(award: Award, claim: Claim) -> Given | None:
    """By the way that the rule says: the certificate, or the nomination that waits; made now or before.

    By the rule, or by hand by whoever `claim.by` is, for whom the conditions are theirs to judge; but the courses are
    completed. None where nothing may be given: it is off, or they are inactive, none of its kinds, have not completed
    its courses, or had it revoked.
    """
    return give_all(award, [claim])[0]


@transaction.atomic
def give_all(award: Award, claims: Sequence[Claim]) -> list[Given | None]:
    """The same for several, in their order: to all of them or, where one cannot be issued, to none."""
    people = all_locked(claim.person for claim in claims)  # who takes a completion back holds the same lock
    done = completed_by(award, people)
    asks_courses = award.required.exists()
    ready = {
        place: replace(claim, enrolments=done[claim.person.pk])
        for place, claim in enumerate(claims)
        if done[claim.person.pk] or not asks_courses
    }
    given: list[Given | None] = [None] * len(claims)
    made = map(partial(nominate, award), ready.values()) if award.asks_somebody else issue_all(award, [*ready.values()])
    for place, one in zip(ready, made, strict=True):
        given[place] = one
    return given


def give_what_is_owed(*, limit: int = 200) -> int:
    """What a crash between completion and issue left undone, or what a rule, a mark, an hour or a membership came to
    owe later.

    At most `limit` at a time, so that other work is not kept waiting; returns how many. One that fails stops no other.
    """
    given = 0
    for award in Award.objects.active().exclude(required=None).select_related("issuer__organisation"):
        people = list(owed(award)[: limit - given])
        for start in range(0, len(people), TOGETHER):
            given += _given_or_logged(award, people[start : start + TOGETHER])
    return given


def _given_or_logged(award: Award, people: "Sequence[User]") -> int:
    """To how many. Where they cannot be given theirs together, each is on their own."""
    try:
        return len([one for one in give_all(award, [Claim(person=person) for person in people]) if one])
    except Exception:
        if len(people) > 1:
            return sum(_given_or_logged(award, [person]) for person in people)
        logger.exception("What award %s owes to user %s could not be given", award.pk, people[0].pk)
        return 0
