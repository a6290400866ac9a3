"""What becomes of a certificate that was issued: corrected, renewed, revoked, or given once more.

None is ever changed. What follows one has a serial of its own and says which it follows, and why.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from college.certificates.actions import NOTHING_SAID, Claim, completed, issue, locked, record
from college.certificates.conditions import has_earned
from college.certificates.content import Content, Details, local_date, months_after, signed_by
from college.certificates.models import Certificate, Nomination
from college.certificates.nominating import nominate

if TYPE_CHECKING:
    from college.people.models import User


class Refused(Exception):
    """Why a certificate was not revoked, corrected or renewed.

    `code` is one of: "no-reason", "revoked", "superseded", "renewed" (another follows it), "erased" (its holder was),
    "unchanged", "for-ever" (nothing to renew), "not-yet" (its reminder is not due), "rule-off".
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ReissueRefused(Exception):
    """No new certificate was issued: this is not the holder's last, is not revoked, or is no longer earned."""


@transaction.atomic
def revoke(*, certificate: Certificate, by: "User", reason: str) -> Certificate:
    """Withdraws a certificate for good, with those it renewed; who, when and why stay with them. Raises Refused."""
    reason = _said(reason)
    withdrawn = {"revoked_at": timezone.now(), "revoked_by": by, "revocation_reason": reason}
    if not Certificate.objects.standing().filter(pk=certificate.pk).update(**withdrawn):
        raise Refused(why_closed(Certificate.objects.get(pk=certificate.pk)))
    _renewed_before(certificate).update(**withdrawn)
    certificate.refresh_from_db(fields=list(withdrawn))
    return certificate


@transaction.atomic
def correct(*, certificate: Certificate, by: "User", reason: str, **changes: Any) -> Certificate:
    """A new certificate that supersedes this one, and those it renewed; `changes` are fields of `Content`.

    It looks the same and is valid as long. Raises Refused.
    """
    reason = _said(reason)
    printed, now = certificate.printed, timezone.now()
    corrected = replace(printed, **changes)
    if corrected == printed:
        raise Refused("unchanged")
    _claim(certificate, superseded_at=now)
    _renewed_before(certificate).update(superseded_at=now)
    content = replace(corrected, issued_on=local_date(now))
    return _following(certificate, content, Certificate.Succession.CORRECTION, by, reason, now)


@transaction.atomic
def renew(*, certificate: Certificate, by: "User") -> Certificate:
    """One that is valid from where this one ends, or from today; who signs is who signs today. Raises Refused."""
    if code := why_not_renewed(certificate):
        raise Refused(code)
    now = timezone.now()
    _claim(certificate, renewed_at=now)
    content = _renewed(certificate, now)
    return _following(certificate, content, Certificate.Succession.RENEWAL, by, "", now)


def why_closed(certificate: Certificate) -> str:
    """The code of `Refused` for one that nothing may follow any more; empty where something may."""
    marks = {
        "revoked": certificate.revoked_at,
        "superseded": certificate.superseded_at,
        "renewed": certificate.renewed_at,
        "erased": certificate.erased_at,
    }
    return next((code for code, mark in marks.items() if mark), "")


def why_not_renewed(certificate: Certificate) -> str:
    """The code of `Refused`; empty where it may be renewed, from the day of its reminder on."""
    award, left = certificate.award, certificate.days_left
    if code := why_closed(certificate):
        return code
    if left is None or not award.valid_months:
        return "for-ever"
    if not award.is_active:
        return "rule-off"
    return "not-yet" if left > award.reminder_days else ""


@transaction.atomic
def reissue(*, certificate: Certificate, by: "User") -> Certificate | Nomination:
    """A new certificate, with a new serial, for the holder of a revoked one; or a nomination, where the rule asks
    somebody. What was earned is to be earned still; what was said by hand is said again. Raises ReissueRefused.
    """
    if not certificate.may_be_reissued:
        raise ReissueRefused
    award, person = certificate.award, certificate.holder
    enrolments = completed(award, person)
    if award.required.exists() and not enrolments:
        raise ReissueRefused
    before = [certificate, *_predecessors(certificate)]
    if before[-1].issued_by_id is None and not has_earned(award, person):
        raise ReissueRefused
    is_untouched = all(each.issued_by_id is None for each in before)
    claim = Claim(
        person=person,
        enrolments=enrolments,
        details=NOTHING_SAID if is_untouched else _details(certificate.printed),
        occasion=certificate.occasion,
        by=by,
        instead_of=certificate,
    )
    given = nominate(award, claim) if award.asks_somebody else issue(award, claim)
    if not given:
        raise ReissueRefused
    return given


def _said(reason: str) -> str:
    if not (reason := " ".join(reason.split())):
        raise Refused("no-reason")
    return reason


def _claim(certificate: Certificate, **mark: datetime) -> None:
    """Closes it, so that of two who would follow it at once one is refused."""
    # In the order in which issuing locks: the person, then the certificate, then the counter.
    locked(certificate.holder)
    if not Certificate.objects.standing().filter(pk=certificate.pk, erased_at=None).update(**mark):
        raise Refused(why_closed(Certificate.objects.get(pk=certificate.pk)))


def _following(
    certificate: Certificate,
    content: Content,
    succession: Certificate.Succession,
    by: "User",
    reason: str,
    at: datetime,
) -> Certificate:
    """The link by which the holder shows the old one shows the new one from now on."""
    old = Certificate.objects.get(pk=certificate.pk)
    Certificate.objects.filter(pk=certificate.pk).update(share_token=None)
    is_correction = succession == Certificate.Succession.CORRECTION
    following = Certificate(
        award=certificate.award,
        holder_id=certificate.holder_id,
        enrolment_id=certificate.enrolment_id,
        occasion=certificate.occasion,
        layout_id=old.layout_id if is_correction else None,
        issued_by=by,
        predecessor=certificate,
        succession=succession,
        succession_reason=reason,
        share_token=old.share_token,
        reminded_at=old.reminded_at if is_correction else None,
    )
    record(certificate.award, [(following, content)], at)
    return following


def _renewed(certificate: Certificate, at: datetime) -> Content:
    award, today = certificate.award, local_date(at)
    begins = max(today, (certificate.valid_until or today) + timedelta(days=1))
    return replace(
        certificate.printed,
        issued_on=today,
        valid_until=months_after(begins, award.valid_months or 0),
        signatory=award.issuer.signatory,
        handler=award.issuer.handler,
        contact=award.issuer.contact,
        signed=[signed_by(signatory) for signatory in award.signatories.select_related("signature")],
        seal=award.issuer.seal.sha256 if award.issuer.seal else "",
    )


def _renewed_before(certificate: Certificate) -> Any:
    """The certificates that this one renewed, directly or not: what is wrong with it is wrong with them too."""
    keys = [each.pk for each in _predecessors(certificate)]
    return Certificate.objects.filter(pk__in=keys, revoked_at=None, superseded_at=None)


def _predecessors(certificate: Certificate) -> Iterator[Certificate]:
    given = Certificate.objects.filter(
        award=certificate.award_id, holder=certificate.holder_id, occasion=certificate.occasion
    )
    by_key = {each.pk: each for each in given}
    before = by_key.get(certificate.predecessor_id)
    while before:
        yield before
        before = by_key.get(before.predecessor_id)


def _details(printed: Content) -> Details:
    """What was said of a certificate that no course says."""
    return Details(
        hours=printed.hours,
        learned_from=printed.learned_from,
        learned_until=printed.learned_until,
        service=printed.service,
        identity=printed.identity,
        volunteer_number=printed.volunteer_number,
        holder_en=printed.holder_en,
        notes=printed.notes,
    )
