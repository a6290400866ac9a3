"""QR codes of a medium correction level, as PNG of few bytes. Raises ValueError for a text too long for one."""

import io

import zxingcpp
from PIL import Image

INK = (0x1F, 0x1B, 0x16)
CLEAR, WHITE = (*INK, 0), (0xFF, 0xFF, 0xFF, 0xFF)
"""Clear ink rather than clear white: a PDF keeps colour and clearness apart, and one colour takes no room."""


def png(text: str, *, dot: int, border: int = 0, is_clear: bool = False) -> bytes:
    """Each dot is `dot` pixels wide; `border` in dots. On white, or on whatever lies below it."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    dots = Image.fromarray(code.to_image(scale=1, add_quiet_zones=False))
    wide = dots.width + 2 * border
    framed = Image.new("L", (wide, wide), 255)
    framed.paste(dots, (border, border))
    drawn = framed.resize((wide * dot, wide * dot), Image.Resampling.NEAREST).point(lambda light: light and 1)
    drawn = drawn.convert("P")
    drawn.putpalette(bytes((*INK, 0xFF, *(CLEAR if is_clear else WHITE))), "RGBA")
    written = io.BytesIO()
    drawn.save(written, "PNG", bits=1, optimize=True)
    return written.getvalue()
