"""How a certificate is numbered: HFML-2026-000042-63, to be read over the phone and typed back in.

Issuer's code (letters only), year, running number, two check digits. The check digits are those of ISO/IEC 7064,
MOD 97-10, the scheme of bank accounts (IBAN, ISO 13616) and legal entities (LEI, ISO 17442): with A = 10 … Z = 35 the
whole number leaves 1 when divided by 97. It finds every single wrong character and every swap of two neighbours.
Letters and digits each have their own places, so that O and 0, I and 1 cannot be mistaken for one another.
"""

import re
import unicodedata

SHAPE = re.compile(r"([A-Z]{2,6})(2[0-9OIL]{3})([0-9OIL]{6,9})([0-9OIL]{2})")
LOOKALIKES = str.maketrans("OIL", "011")


class MistypedSerial(ValueError):
    """What was typed is no number of ours: a character is wrong, missing or too many."""


def compose(code: str, year: int, number: int) -> str:
    """The serial of the `number`-th certificate that the issuer with this code gives in this year."""
    bare = f"{code}{year:04d}{number:06d}"
    return f"{code}-{year:04d}-{number:06d}-{98 - _remainder(bare + '00'):02d}"


def parse(typed: str) -> str:
    """The serial as it is kept, from what a person typed: any case, width, spaces and dashes. Raises MistypedSerial."""
    bare = re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKC", typed).upper())
    match = SHAPE.fullmatch(bare)
    if not match:
        raise MistypedSerial(typed)
    code, *digits = match.groups()
    year, number, check = (part.translate(LOOKALIKES) for part in digits)
    serial = compose(code, int(year), int(number))
    if serial != f"{code}-{year}-{number}-{check}":
        raise MistypedSerial(typed)
    return serial


def _remainder(bare: str) -> int:
    return int("".join(str(int(character, 36)) for character in bare)) % 97
