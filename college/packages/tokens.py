"""The token in the addresses of a package's files. It stands for the permission that the page around the package has
asked for: a frame that can reach none of the site's cookies has nothing else to show."""

import time
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer

from college.packages.models import Package

LIFETIME = 12 * 60 * 60
"""Seconds for which a page with a package may stay open, and load more of it."""
STEP = 60 * 60
"""Tokens of one hour are alike, so that a browser that has a file need not fetch it again."""


class TokenRefused(Exception):
    """`code` is "bad-token" or "stale-token"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class PackageToken:
    package_id: int
    digest: str
    issued: int
    """Unix seconds, down to the hour."""

    @classmethod
    def of(cls, package: Package) -> "PackageToken":
        return cls(package.pk, package.digest, int(time.time()) // STEP * STEP)

    def sign(self) -> str:
        return _signer().sign_object([self.package_id, self.digest, self.issued])


def read(signed: str) -> PackageToken:
    try:
        token = PackageToken(*_signer().unsign_object(signed))
    except (BadSignature, ValueError, TypeError) as error:
        raise TokenRefused("bad-token") from error
    if time.time() - token.issued > LIFETIME + STEP:
        raise TokenRefused("stale-token")
    return token


def _signer() -> Signer:
    """With a dot instead of a colon: some packages cut their address at colons."""
    return Signer(salt="college.packages", sep=".")
