"""A picture that somebody sent, made safe: decoded, turned as the camera was held, drawn anew without what it hides."""

import io
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MOST_BYTES = 12 * 1024**2
# Pixels before anything is decoded. A JPEG is made smaller while it is read; the others come whole into memory.
MOST_PIXELS = {"JPEG": 50_000_000, "PNG": 24_000_000, "WEBP": 24_000_000}
LONG_SIDE = 2000
"""Pixels: the recogniser makes larger ones as small itself."""
QUALITY = 88


class UnusablePicture(Exception):
    """Says in one sentence what to do instead."""


def as_jpeg(file: IO[bytes]) -> bytes:
    """Raises UnusablePicture."""
    try:
        with Image.open(file, formats=list(MOST_PIXELS)) as picture:
            if picture.width * picture.height > MOST_PIXELS[str(picture.format)]:
                raise UnusablePicture(_("这张照片太大了，打不开。请把手机的拍照尺寸调小一点，再拍一张。"))
            picture.draft("RGB", (LONG_SIDE, LONG_SIDE))
            return _drawn_anew(picture)
    except Image.DecompressionBombError as error:
        raise UnusablePicture(_("这张照片太大了，打不开。请把手机的拍照尺寸调小一点，再拍一张。")) from error
    except (OSError, ValueError, SyntaxError) as error:  # what Pillow raises for what is damaged or none of its formats
        raise UnusablePicture(_("这个文件打不开。请直接用手机拍一张，或者选一张 JPG、PNG 格式的照片。")) from error


def _drawn_anew(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONG_SIDE, LONG_SIDE))
    if upright.has_transparency_data:
        ground = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(ground, upright.convert("RGBA"))
    return _saved(upright.convert("RGB"))


def turned(jpeg: bytes, degrees: int) -> bytes:
    """Counter-clockwise."""
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as picture:
        return _saved(picture.rotate(degrees, expand=True))


def _saved(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
