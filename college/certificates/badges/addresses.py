"""The addresses that stand in credentials. They are signed: none may ever change its meaning."""

from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import reverse


def full(path: str) -> str:
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)


def did_of(code: str) -> str:
    """The issuer with this code as a `did:web`; its document is where that method looks for it (see `urls`)."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc.replace(":", "%3A")
    return f"did:web:{host}:issuers:{code}"


def profile(code: str) -> str:
    return full(reverse("certificates:issuer", args=[code]))


def status_list(code: str, year: int, number: int) -> str:
    return full(reverse("certificates:status_list", args=[code, year, number]))


def award_picture(award: int) -> str:
    return full(reverse("certificates:award_picture", args=[award]))


def credential_id(serial: str) -> str:
    """Leads to the verify page, and without the code: who is shown a badge is not told a name."""
    return full(reverse("certificates:verify", args=[serial]))
