"""A credential put into a picture, where wallets look for it: https://www.imsglobal.org/spec/ob/v3p0#baking."""

from struct import pack
from xml.sax.saxutils import escape
from zlib import crc32

PNG_END = 12
"""Bytes of the chunk that ends every PNG: length, IEND, checksum."""
SVG_NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"


def into_png(picture: bytes, credential: str) -> bytes:
    """As an iTXt chunk, uncompressed, without a language."""
    data = b"iTXt" + b"openbadgecredential" + bytes(5) + credential.encode()
    chunk = pack(">I", len(data) - 4) + data + pack(">I", crc32(data))
    return picture[:-PNG_END] + chunk + picture[-PNG_END:]


def into_svg(picture: bytes, credential: str) -> bytes:
    """As the first element in the picture."""
    head, opened, rest = picture.decode().partition("<svg")
    attributes, closed, body = rest.partition(">")
    carrier = f'<openbadges:credential xmlns:openbadges="{SVG_NAMESPACE}">{escape(credential)}</openbadges:credential>'
    return f"{head}{opened}{attributes}{closed}{carrier}{body}".encode()
