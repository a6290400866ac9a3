"""A certificate as a picture, to keep on a phone and to send: drawn when it is first asked for."""

from typing import cast

from django.core.cache import cache

from college.certificates.drawing import picture
from college.certificates.models import Certificate, Layout, verify_url

KEPT_SECONDS = 24 * 60 * 60


def of(certificate: Certificate) -> bytes:
    """A PNG for its holder; kept for a day. What it is of never changes, so neither does it."""
    return _kept(certificate, _names(certificate)[0], certificate.verify_url)


def shared(certificate: Certificate) -> bytes:
    """The same for who has the link. It can be switched off, the code cannot: the QR has the number alone."""
    return _kept(certificate, _names(certificate)[1], verify_url(certificate.serial))


def forget(certificate: Certificate) -> None:
    cache.delete_many(_names(certificate))


def _names(certificate: Certificate) -> tuple[str, str]:
    return f"certificate:{certificate.pdf_sha256}", f"certificate:shared:{certificate.pdf_sha256}"


def _kept(certificate: Certificate, name: str, address: str) -> bytes:
    return cast(bytes, cache.get_or_set(name, lambda: _drawn(certificate, address), KEPT_SECONDS))


def _drawn(certificate: Certificate, address: str) -> bytes:
    layout = cast(Layout, certificate.layout)
    return picture(certificate.printed, layout=layout, serial=certificate.serial, verify_url=address)
