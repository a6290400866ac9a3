"""What was withdrawn, as a signed list of bits: https://www.w3.org/TR/vc-bitstring-status-list/.

A bit is set where the certificate was revoked, or superseded by a corrected one. A list is signed when it is first
asked for, and again when there is more to say or a day has passed. A copy runs out, so that nobody can keep showing it.
"""

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any, cast

from django.core.cache import cache
from django.utils import timezone

from college.certificates.badges import addresses, data_integrity, identity, jwt, keys, multibase
from college.certificates.badges.data_integrity import utc
from college.certificates.badges.places import SIZE, place_of
from college.certificates.models import Certificate, SerialCounter

KEPT = timedelta(days=1)
GOOD_FOR = timedelta(days=7)
FRESH_SECONDS = 300
"""How long a reader may rely on a copy."""


@dataclass(frozen=True)
class StatusList:
    code: str
    year: int
    number: int

    def exists(self) -> bool:
        counter = SerialCounter.objects.filter(issuer__code=self.code, year=self.year)
        return counter.filter(last__gt=(self.number - 1) * SIZE).exists()

    def as_json(self) -> str:
        return self._signed("json")

    def as_jwt(self) -> str:
        return self._signed("jwt")

    def _signed(self, form: str) -> str:
        """One for each key and each set of bits, so that no kept one is ever wrong."""
        key = keys.in_use()
        indexes = sorted(self._withdrawn())
        said = json.dumps([self.code, self.year, self.number, key.row.public, form, indexes])
        name = f"status-list:{sha256(said.encode()).hexdigest()}"
        return cast(str, cache.get_or_set(name, lambda: self._sign(key, form, indexes), KEPT.total_seconds()))

    def _withdrawn(self) -> Iterable[int]:
        serials = Certificate.objects.withdrawn_by(self.code, self.year).order_by().values_list("serial", flat=True)
        places = map(place_of, serials)
        return (place.index for place in places if place.number == self.number)

    def _sign(self, key: keys.Key, form: str, indexes: list[int]) -> str:
        document = self._document(indexes)
        if form == "jwt":
            return jwt.encoded(document, private=key.private, method=identity.jwk_id(self.code, key.row))
        method = identity.multikey_id(self.code, key.row)
        proven = data_integrity.with_proof(document, private=key.private, method=method, created=timezone.now())
        return json.dumps(proven)

    def _document(self, indexes: list[int]) -> dict[str, Any]:
        url = addresses.status_list(self.code, self.year, self.number)
        now = timezone.now()
        return {
            "@context": identity.CONTEXT[:1],
            "id": url,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": addresses.did_of(self.code),
            "validFrom": utc(now),
            "validUntil": utc(now + GOOD_FOR),
            "credentialSubject": {
                "id": f"{url}#list",
                "type": "BitstringStatusList",
                "statusPurpose": "revocation",
                "ttl": FRESH_SECONDS * 1000,
                "encodedList": encoded(indexes),
            },
        }


def encoded(indexes: Iterable[int]) -> str:
    """These bits set, the first one the highest of the first byte; compressed, the same for the same bits."""
    bits = bytearray(SIZE // 8)
    for index in indexes:
        bits[index // 8] |= 0x80 >> index % 8
    return multibase.base64url(gzip.compress(bytes(bits), mtime=0))
