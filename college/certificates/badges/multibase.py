"""Bytes as text that says how it was made: https://www.w3.org/TR/controller-document/#multibase-0."""

from base64 import urlsafe_b64encode

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519 = b"\xed\x01"
"""Written before a public key, says of which kind it is (Multikey)."""


def base58(content: bytes) -> str:
    number = int.from_bytes(content)
    digits = ""
    while number:
        number, digit = divmod(number, 58)
        digits = ALPHABET[digit] + digits
    zeros = len(content) - len(content.lstrip(b"\0"))
    return "z" + "1" * zeros + digits


def base58_decoded(text: str) -> bytes:
    number = 0
    for character in text[1:]:
        number = number * 58 + ALPHABET.index(character)
    zeros = len(text) - 1 - len(text[1:].lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def base64url(content: bytes) -> str:
    return "u" + bare_base64url(content)


def bare_base64url(content: bytes) -> str:
    """As in a JWT: neither padding nor a prefix."""
    return urlsafe_b64encode(content).rstrip(b"=").decode()
