"""A certificate as a picture, to keep on a phone and to send: drawn when it is first asked for."""

from typing import cast

from django.core.cache import cache

from college.certificates.drawing import picture
from college.certificates.models import Certificate, Layout

KEPT_SECONDS = 24 * 60 * 60


def of(certificate: Certificate) -> bytes:
    """A PNG; kept for a day. What it is of never changes, so neither does it."""
    return cast(
        bytes, cache.get_or_set(f"certificate:{certificate.pdf_sha256}", lambda: _drawn(certificate), KEPT_SECONDS)
    )


def _drawn(certificate: Certificate) -> bytes:
    return picture(
        certificate.printed,
        layout=cast(Layout, certificate.layout),
        serial=certificate.serial,
        verify_url=certificate.verify_url,
    )
