"""A holder shows a certificate, with their whole name, to whoever has a link; they make it, and take it away."""

from secrets import token_urlsafe

from college.certificates.models import Certificate

BYTES = 16


def begin(certificate: Certificate) -> None:
    """Makes a link where there is none; tapped twice it is the same."""
    unshared = Certificate.objects.filter(pk=certificate.pk, share_token=None, erased_at=None)
    unshared.update(share_token=token_urlsafe(BYTES))


def end(certificate: Certificate) -> None:
    """The link is gone for good: sharing again makes another."""
    Certificate.objects.filter(pk=certificate.pk).update(share_token=None)
