"""What stands between earning a certificate and having it: a reviewer's word, and the public's.

Locks are taken in this order: the person, the nomination, the issuer's counter.
"""

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy, override

from college.certificates.actions import Claim, completed, issue, locked
from college.certificates.conditions import has_earned
from college.certificates.content import Details, local_date
from college.certificates.models import Award, Certificate, Nomination, PublicityList
from college.progress.models import Enrolment

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

    from college.people.models import User

logger = logging.getLogger(__name__)
State = Nomination.State


class DecisionRefused(Exception):
    """Nothing was decided: `code` is one of `MESSAGES`."""

    MESSAGES = {
        "decided": gettext_lazy("已经有人处理过了。"),
        "not-a-reviewer": gettext_lazy("只有规则里指定、现在仍有审核权限的人可以处理。"),
        "ones-own": gettext_lazy("自己的证书要由别的审核人处理。"),
        "no-remark": gettext_lazy("不通过要写明意见，本人看得到。"),
        "not-completed": gettext_lazy("此人还没有学完这条规则现在要求的课程。"),
        "not-earned": gettext_lazy("现在不符合发证规则：规则已停用，或此人的身份、账户、成绩、学时有了变化。"),
    }

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def message(self) -> "StrPromise":
        return self.MESSAGES[self.code]


@transaction.atomic
def nominate(award: Award, claim: Claim) -> Nomination | Certificate | None:
    """Their open nomination for this occasion, made now or before, or the certificate that was given before.

    None if they may have none, as in `issue`. Without `claim.by` it is the rule that nominates.
    """
    person, occasion = locked(claim.person), claim.occasion
    if not person.is_active or not award.is_active or not award.kinds_of(person):
        return None
    given = _last(award, person, occasion)
    if given and given != claim.instead_of:
        return None if given.revoked_at else given
    if waiting := award.nominations.of(person).open().filter(occasion=occasion).first():
        return waiting
    now = timezone.now()
    nomination = Nomination(award=award, person=person, occasion=occasion, made_at=now, made_by=claim.by)
    nomination.details = claim.details.as_json()
    nomination.state = State.WAITING
    if not award.needs_approval:
        _publish(nomination, now)
    nomination.save()
    return nomination


@transaction.atomic
def approve(*, nomination: Nomination, by: "User", remark: str = "") -> Nomination:
    """Issues the certificate, or shows the name to the public first where the rule says so. Raises DecisionRefused."""
    nomination = _claimed(nomination, by, State.WAITING)
    now = timezone.now()
    if lacks_courses(nomination):
        raise DecisionRefused("not-completed")
    if nomination.award.publicity_days:
        _publish(nomination, now)
    elif not _issue(nomination):
        raise DecisionRefused("not-earned")
    return _decided(nomination, by, remark, now)


@transaction.atomic
def refuse(*, nomination: Nomination, by: "User", remark: str) -> Nomination:
    """Before or while the public looks: who objects is heard so. Raises DecisionRefused."""
    nomination = _claimed(nomination, by, *Nomination.OPEN)
    if not remark.strip():
        raise DecisionRefused("no-remark")
    nomination.state = State.REFUSED
    return _decided(nomination, by, remark, timezone.now())


def lacks_courses(nomination: Nomination) -> bool:
    """Whether they have not completed what the rule asks for: by whom they were nominated, nobody is spared that."""
    award = nomination.award
    return award.required.exists() and not completed(award, nomination.person)


def issue_what_was_shown(*, limit: int = 200) -> int:
    """Issues what the public has looked at for long enough; returns how many. One that fails stops no other."""
    due = Nomination.objects.shown_long_enough(timezone.localdate()).filter(award__is_active=True)
    ended = due.order_by("publicity__ends_on", "pk").values_list("pk", flat=True)[:limit]
    return sum(_settled_or_logged(pk) for pk in list(ended))


def close_what_rested_on(enrolment: Enrolment) -> None:
    """Refuses what the rule asked for, of who is found not to have completed this course: the reviewers have nothing to
    decide on, and the name leaves the public list. Whoever completes it after all is nominated anew.

    The caller holds the lock on the person, for which whoever decides waits.
    """
    awards = Award.objects.filter(required__course=enrolment.course_id)
    for nomination in Nomination.objects.open().filter(person=enrolment.learner_id, award__in=awards, made_by=None):
        _close(nomination, gettext_lazy("有一门课是因为点名记错算学完的，已更正。学完以后会重新提名。"))


def _close(nomination: Nomination, remark: "StrPromise") -> None:
    nomination.state, nomination.decided_at = State.REFUSED, timezone.now()
    with override(settings.LANGUAGE_CODE):
        nomination.remark = str(remark)
    nomination.save()


def _settled_or_logged(pk: int) -> bool:
    try:
        return _settle(pk)
    except Exception:
        logger.exception("The certificate that nomination %s is about could not be issued", pk)
        return False


@transaction.atomic
def _settle(pk: int) -> bool:
    """Who has become somebody whom the rule does not give it to is refused, so that nobody asks for ever."""
    nomination = _locked(Nomination.objects.get(pk=pk))
    if nomination.state != State.PUBLISHED:
        return False
    if not _issue(nomination):
        _close(nomination, gettext_lazy("公示期满时，已不符合发证规则。"))
        return False
    nomination.save()
    return True


def _claimed(nomination: Nomination, by: "User", *states: str) -> Nomination:
    nomination = _locked(nomination)
    if nomination.state not in states:
        raise DecisionRefused("decided")
    if nomination.person_id == by.pk:
        raise DecisionRefused("ones-own")
    if not Nomination.objects.that_wait_for(by).filter(pk=nomination.pk).exists():
        raise DecisionRefused("not-a-reviewer")
    return nomination


def _locked(nomination: Nomination) -> Nomination:
    """The person first: so does whoever erases them."""
    locked(nomination.person)
    rows = Nomination.objects.select_for_update(of=("self",)).select_related("award__issuer__organisation", "person")
    return rows.get(pk=nomination.pk)


def _decided(nomination: Nomination, by: "User", remark: str, now: datetime) -> Nomination:
    nomination.decided_at, nomination.decided_by, nomination.remark = now, by, " ".join(remark.split())
    nomination.save()
    return nomination


def _publish(nomination: Nomination, now: datetime) -> None:
    """From tomorrow on, for as many whole days as the rule says."""
    award, first = nomination.award, local_date(now) + timedelta(days=1)
    last = first + timedelta(days=award.publicity_days - 1)
    nomination.state = State.PUBLISHED
    nomination.publicity, _is_new = PublicityList.objects.get_or_create(award=award, starts_on=first, ends_on=last)


def _issue(nomination: Nomination) -> bool:
    award, person = nomination.award, nomination.person
    if lacks_courses(nomination) or (nomination.is_by_rule and not has_earned(award, person)):
        return False
    claim = Claim(
        person=person,
        enrolments=completed(award, person),
        details=Details.from_json(nomination.details),
        occasion=nomination.occasion,
        by=nomination.made_by,
        instead_of=_revoked_before(nomination),
    )
    nomination.certificate = issue(award, claim)
    if nomination.certificate:
        nomination.state = State.ISSUED
    return nomination.certificate is not None


def _revoked_before(nomination: Nomination) -> Certificate | None:
    """The one that was revoked before they were nominated, so instead of which they were."""
    last = _last(nomination.award, nomination.person, nomination.occasion)
    return last if last and last.revoked_at and last.revoked_at < nomination.made_at else None


def _last(award: Award, person: "User", occasion: str) -> Certificate | None:
    given: Certificate | None = award.certificates.of(person).filter(occasion=occasion).order_by("pk").last()
    return given
