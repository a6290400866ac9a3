"""What becomes of a certificate that was issued: revoked, or given once more."""

from typing import TYPE_CHECKING

from django.utils import timezone

from college.certificates.actions import completed, issue
from college.certificates.models import Certificate

if TYPE_CHECKING:
    from college.people.models import User


class RevocationRefused(Exception):
    """Why a certificate was not revoked: `code` is "already-revoked" or "no-reason"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ReissueRefused(Exception):
    """No new certificate was issued: this is not the holder's last, is not revoked, or is no longer earned."""


def revoke(*, certificate: Certificate, by: "User", reason: str) -> Certificate:
    """Withdraws a certificate for good; who, when and why stay with it. Raises RevocationRefused."""
    reason = " ".join(reason.split())
    if not reason:
        raise RevocationRefused("no-reason")
    claimed = Certificate.objects.filter(pk=certificate.pk, revoked_at=None)
    if not claimed.update(revoked_at=timezone.now(), revoked_by=by, revocation_reason=reason):
        raise RevocationRefused("already-revoked")
    certificate.refresh_from_db(fields=["revoked_at", "revoked_by", "revocation_reason"])
    return certificate


def reissue(*, certificate: Certificate) -> Certificate:
    """A new certificate, with a new serial, for the holder of a revoked one. Raises ReissueRefused."""
    if not certificate.may_be_reissued:
        raise ReissueRefused
    award, person = certificate.award, certificate.holder
    enrolments = completed(award, person)
    if award.required.exists() and not enrolments:
        raise ReissueRefused
    issued = issue(
        award=award, person=person, enrolments=enrolments, occasion=certificate.occasion, instead_of=certificate
    )
    if not issued:
        raise ReissueRefused
    return issued
