"""Credentials as VC-JWT: the credential is the payload, beside the claims that JWT readers look for.

https://www.imsglobal.org/spec/ob/v3p0#jwt-proof
"""

from datetime import datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def encoded(document: dict[str, Any], *, private: Ed25519PrivateKey, method: str) -> str:
    """Signed by the key that is published as `method`."""
    issuer = document["issuer"]
    claims = {
        "iss": issuer if isinstance(issuer, str) else issuer["id"],
        "jti": document["id"],
        "nbf": _seconds(document["validFrom"]),
    }
    if "validUntil" in document:
        claims["exp"] = _seconds(document["validUntil"])
    return jwt.encode({**document, **claims}, private, algorithm="EdDSA", headers={"kid": method})


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())
