"""Who issues: the document behind an issuer's `did:web`, and its profile.

Every key that ever signed is in the document, the one in use first. Each is there twice, as each form of credential
asks for it: a Multikey for Data Integrity, a JSON Web Key for VC-JWT.
"""

from typing import Any

from college.certificates.badges import addresses, multibase
from college.certificates.models import Issuer, SigningKey

CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
DID_CONTEXT = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
]


def multikey_id(code: str, key: SigningKey) -> str:
    return f"{addresses.did_of(code)}#{key.name}"


def jwk_id(code: str, key: SigningKey) -> str:
    return f"{multikey_id(code, key)}-jwk"


def did_document(issuer: Issuer) -> dict[str, Any]:
    """https://www.w3.org/TR/did-1.0/, https://w3c-ccg.github.io/did-method-web/."""
    keys = SigningKey.objects.order_by("-pk")
    methods = [method for key in keys for method in _methods(issuer.code, key)]
    return {
        "@context": DID_CONTEXT,
        "id": addresses.did_of(issuer.code),
        "alsoKnownAs": [addresses.profile(issuer.code)],
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def profile(issuer: Issuer) -> dict[str, Any]:
    """https://www.imsglobal.org/spec/ob/v3p0#profile."""
    return {"@context": CONTEXT, **named(issuer.code, issuer.organisation.name)}


def named(code: str, name: str) -> dict[str, Any]:
    return {"id": addresses.did_of(code), "type": ["Profile"], "name": name, "url": addresses.profile(code)}


def _methods(code: str, key: SigningKey) -> list[dict[str, Any]]:
    controller = addresses.did_of(code)
    raw = multibase.base58_decoded(key.public).removeprefix(multibase.ED25519)
    jwk = {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "x": multibase.bare_base64url(raw)}
    return [
        {
            "id": multikey_id(code, key),
            "type": "Multikey",
            "controller": controller,
            "publicKeyMultibase": key.public,
        },
        {"id": jwk_id(code, key), "type": "JsonWebKey", "controller": controller, "publicKeyJwk": jwk},
    ]
