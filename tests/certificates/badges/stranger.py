"""Somebody else's software that checks a credential; all it knows of the site it asks the site."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from openbadgeslib.ob3 import OB3LdpVerifier, OB3Verifier, OpenBadgeCredential
from openbadgeslib.verify import VerifyResult, issuer_did_from_document, issuer_did_from_token, verify_badge

from college.certificates.models import Certificate


@dataclass
class Stranger:
    client: Client

    def download(self, url: str) -> bytes:
        """As the verifier's own, which takes https alone and says nothing of what it accepts."""
        asked, site = urlsplit(url), urlsplit(settings.WAGTAILADMIN_BASE_URL)
        assert (asked.scheme, asked.netloc) == ("https", site.netloc)
        answer = self.client.get(asked.path, secure=True)
        if answer.status_code != 200:
            raise OSError(f"{url}: {answer.status_code}")
        return answer.content

    def given(self, certificate: Certificate, ending: str) -> bytes:
        """What whoever has the code downloads: .json, .jwt, /badge.png, /badge.svg."""
        answer = self.client.get(f"/verify/{certificate.serial}{ending}", {"code": certificate.code}, secure=True)
        assert answer.status_code == 200, answer.content.decode()
        return answer.content

    def check(self, text: bytes | str) -> OpenBadgeCredential:
        """A credential in either form: signature, issuer, dates, status. Raises OB3VerificationError."""
        said = text.decode() if isinstance(text, bytes) else text
        if said.startswith("{"):
            by, issuer = OB3LdpVerifier, issuer_did_from_document(said)
        else:
            by, issuer = OB3Verifier, issuer_did_from_token(said)
        verifier = by.for_issuer_did(issuer, download=self.download)
        return verifier.verify(said, check_status=True, download=self.download)

    def check_picture(self, picture: bytes) -> VerifyResult:
        return verify_badge(picture, resolve_did=True, check_status=True, download=self.download)


def changed(text: bytes | str, change: Callable[[dict[str, Any]], Any]) -> str:
    """The same credential with its signature, saying something else."""
    document = json.loads(text)
    change(document)
    return json.dumps(document)
