import logging
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from college.certificates.content import Content, local_date
from college.certificates.drawing import draw
from college.certificates.models import Award, Certificate, SerialCounter, verify_url
from college.certificates.serials import compose
from college.certificates.xapi import tell_of_an_award
from college.progress.models import Enrolment

if TYPE_CHECKING:
    from college.people.models import User

logger = logging.getLogger(__name__)


class RevocationRefused(Exception):
    """Why a certificate was not revoked: `code` is "already-revoked" or "no-reason"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ReissueRefused(Exception):
    """No new certificate was issued: this is not the holder's last, is not revoked, or is no longer earned."""


def issue(*, enrolment: Enrolment, instead_of: Certificate | None = None) -> Certificate | None:
    """The certificate that this enrolment has earned, issued now or before; None if it has earned none.

    One that was revoked is not issued again by itself, only `instead_of` it, the last one, if asked for.
    """
    award = Award.objects.active().select_related("issuer__organisation").filter(course=enrolment.course_id).first()
    if not award or not enrolment.completed_at:
        return None
    kinds = award.kinds_of(enrolment.learner)
    return _issue_once(award, enrolment, kinds, instead_of) if kinds else None


@transaction.atomic
def _issue_once(
    award: Award, enrolment: Enrolment, kinds: list[str], instead_of: Certificate | None
) -> Certificate | None:
    # The lock on the learner makes whoever erases them wait, and who issues to them at the same moment: the first sees
    # this certificate, the second that it is given. Before the lock on the counter, so that nobody waits for ever.
    learner = get_user_model().objects.select_for_update(no_key=True).get(pk=enrolment.learner_id)
    if not learner.is_active:
        return None
    enrolment.learner = learner
    given = award.certificates.of(learner).order_by("pk").last()
    if given and given != instead_of:
        return given if given.is_valid else None
    now = timezone.now()
    year = local_date(now).year
    # The lock on the counter makes everyone who issues in this issuer's name wait here: no number is given twice
    # or lost.
    counter, _ = SerialCounter.objects.select_for_update().get_or_create(issuer=award.issuer, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    serial = compose(award.issuer.code, year, counter.last)
    return _record(award, enrolment, Content.of(award, enrolment, kinds, now), serial, now)


def _record(award: Award, enrolment: Enrolment, content: Content, serial: str, at: datetime) -> Certificate:
    code = get_random_string(12)
    pdf = draw(content, serial=serial, verify_url=verify_url(serial, code), issued_at=at)
    certificate = Certificate.objects.create(
        serial=serial,
        code=code,
        holder=enrolment.learner,
        award=award,
        enrolment=enrolment,
        content=content.as_json(),
        issued_at=at,
        pdf=pdf,
        pdf_sha256=sha256(pdf).hexdigest(),
    )
    transaction.on_commit(partial(tell_of_an_award, certificate.pk), robust=True)
    return certificate


def issue_owed_certificates(*, limit: int = 200) -> int:
    """Issues what a crash between completion and issue left undone, or what a rule or a membership came to owe later.

    At most `limit` at a time, so that other work is not kept waiting; returns how many. One that fails stops no other.
    """
    issued = 0
    for award in Award.objects.active():
        for pk in award.owed_enrolments().values_list("pk", flat=True):
            if issued == limit:
                return issued
            issued += _issue_or_log(pk)
    return issued


def _issue_or_log(pk: int) -> bool:
    try:
        return issue(enrolment=Enrolment.objects.select_related("learner", "course").get(pk=pk)) is not None
    except Exception:
        logger.exception("The certificate owed for enrolment %s could not be issued", pk)
        return False


def revoke(*, certificate: Certificate, by: "User", reason: str) -> Certificate:
    """Withdraws a certificate for good; who, when and why stay with it. Raises RevocationRefused."""
    reason = " ".join(reason.split())
    if not reason:
        raise RevocationRefused("no-reason")
    claimed = Certificate.objects.valid().filter(pk=certificate.pk)
    if not claimed.update(revoked_at=timezone.now(), revoked_by=by, revocation_reason=reason):
        raise RevocationRefused("already-revoked")
    certificate.refresh_from_db(fields=["revoked_at", "revoked_by", "revocation_reason"])
    return certificate


def reissue(*, certificate: Certificate) -> Certificate:
    """A new certificate, with a new serial, for the holder of a revoked one. Raises ReissueRefused."""
    if not certificate.may_be_reissued:
        raise ReissueRefused
    issued = issue(enrolment=certificate.enrolment, instead_of=certificate)
    if not issued:
        raise ReissueRefused
    return issued
