"""What is printed, shown and handed on: tokens of cards, six digits, and passes between two pages.

Nothing that opens a door lies in the database: a card's token only as a digest, a helper's digits and token only as
what they are derived from; all with the site's key.
"""

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

PASS_SECONDS = 10 * 60
DIGITS = 6


def new_token() -> str:
    """128 random bits, as an address can carry them."""
    return secrets.token_urlsafe(16)


def digest(token: str) -> str:
    return digests(token)[0]


def digests(token: str) -> list[str]:
    """With the site's key, and with those it had before: cards outlive a change of the key."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_keyed("people.card", token, key) for key in keys]


def digits_from(seed: str) -> str:
    return f"{int(_keyed('people.help.digits', seed), 16) % 10**DIGITS:0{DIGITS}}"


def token_from(seed: str) -> str:
    return _keyed("people.help.token", seed)[:32]


def same(one: str, other: str) -> bool:
    return constant_time_compare(one, other)


def a_pass(kind: str, pk: int) -> str:
    """That somebody showed this card, or this code, a moment ago. Each one is another: two taps can be told apart."""
    return signing.dumps([pk, secrets.token_urlsafe(6)], salt=f"people.{kind}")


def shown(kind: str, text: str) -> tuple[int, str] | None:
    """Whose pass it is, and which one of theirs; None if it is none, or too old."""
    try:
        pk, number = signing.loads(text, salt=f"people.{kind}", max_age=PASS_SECONDS)
    except signing.BadSignature:
        return None
    return pk, number


def _keyed(salt: str, text: str, key: Any = None) -> str:
    return salted_hmac(salt, text, secret=key, algorithm="sha256").hexdigest()
