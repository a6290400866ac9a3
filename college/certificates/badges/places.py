"""Where a certificate's bit lies: its issuer has lists for each year, filled in the order of the running numbers."""

from dataclasses import dataclass
from typing import Any

from college.certificates.badges import addresses

SIZE = 131_072
"""Bits of a list: the least that hides one certificate among others, by Bitstring Status List v1.0."""


@dataclass(frozen=True)
class Place:
    code: str
    year: int
    number: int
    """Of the list, from 1."""
    index: int

    def status_entry(self) -> dict[str, Any]:
        """https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistentry."""
        url = addresses.status_list(self.code, self.year, self.number)
        return {
            "id": f"{url}#{self.index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(self.index),
            "statusListCredential": url,
        }


def place_of(serial: str) -> Place:
    code, year, running, _ = serial.split("-")
    before, index = divmod(int(running) - 1, SIZE)
    return Place(code, int(year), before + 1, index)
