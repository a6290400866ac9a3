"""Data Integrity proofs, cryptosuite eddsa-rdfc-2022: https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022."""

import json
from datetime import UTC, datetime
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyld import jsonld

from college.certificates.badges import multibase

CONTEXTS = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "ob-v3p0-context-3.0.3.json",
}
Document = dict[str, Any]
# pyld keeps what it knows of contexts in caches that two threads must not change at once.
one_at_a_time = Lock()


def with_proof(document: Document, *, private: Ed25519PrivateKey, method: str, created: datetime) -> Document:
    """The document and a proof by the key that is published as `method`.

    What is signed is what the document says by its contexts, in RDF: a term that no context knows would not be signed.
    """
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": utc(created),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    options = json.dumps({"@context": document["@context"], **proof})
    signature = private.sign(_digest_of_options(options) + _digest(document))
    return {**document, "proof": {**proof, "proofValue": multibase.base58(signature)}}


def utc(moment: datetime) -> str:
    """2026-11-24T08:15:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(maxsize=4)
def _digest_of_options(options: str) -> bytes:
    """What is signed in the same second has the same: of a thousand certificates it is worked out some dozen times."""
    return _digest(json.loads(options))


class Processor(jsonld.JsonLdProcessor):
    """One that keeps what the context of a type makes of the one around it; pyld works it out anew for each document.

    It steps into a method of pyld's own: where that has another name one day, only the time saved is lost.
    """

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[tuple[str, int], tuple[Any, Any]] = {}

    def _process_context(self, active: Any, local: Any, options: Any, **how: Any) -> Any:
        if how != {"propagate": False} or "_uuid" not in active:
            return super()._process_context(active, local, options, **how)
        key = (active["_uuid"], id(local))
        if key not in self._kept:
            # With `local` beside it, so that nothing else comes to have its address.
            self._kept[key] = local, super()._process_context(active, local, options, **how)
        return self._kept[key][1]


processor = Processor()


def _digest(document: Document) -> bytes:
    """Of the canonical form. pyld calls RDFC-1.0 by the name it had as a draft."""
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": loaded}
    with one_at_a_time:
        return sha256(processor.normalize(document, options).encode()).digest()


def loaded(url: str, options: object = None) -> dict[str, Any]:
    return {"contextUrl": None, "documentUrl": url, "document": _context(url), "tag": "static"}


@cache
def _context(url: str) -> Any:
    """From our copies alone; raises KeyError for any other."""
    return json.loads((Path(__file__).parent / "contexts" / CONTEXTS[url]).read_text())
