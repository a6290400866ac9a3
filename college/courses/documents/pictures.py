"""The pictures of a file: decoded, bounded and drawn anew. Nothing of what was sent is kept as it was."""

import io
from dataclasses import dataclass, field
from hashlib import sha256

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

FORMATS = ["BMP", "GIF", "JPEG", "PNG", "TIFF", "WEBP"]
MOST_PICTURES = 100
MOST_BYTES = 16 * 1024**2
MOST_PIXELS = {"JPEG": 50_000_000}
MOST_PIXELS_OTHERWISE = 16_000_000
"""A JPEG is made smaller while it is read; the others come whole into memory."""
MOST_PIXELS_TOGETHER = 300_000_000
"""Some 25 photos of a telephone; drawing them anew takes about 12 seconds."""
LONG_SIDE = 1600
"""Pixels: lessons show none wider than 1,440."""
FEWEST_PIXELS = 64
"""A line or a dot that stands for decoration."""
QUALITY = 86


class Unusable(Exception):
    """Why a picture was not taken, in one sentence."""


@dataclass(frozen=True)
class Drawn:
    """A PNG or a JPEG."""

    content: bytes
    width: int
    height: int
    extension: str

    @property
    def media_type(self) -> str:
        return "image/png" if self.extension == "png" else "image/jpeg"


@dataclass
class Gallery:
    """The pictures taken so far, each once however often the file shows it, by the digest of what the file holds."""

    pictures: dict[str, Drawn]
    pixels: int = 0
    refused: dict[str, str] = field(default_factory=dict)

    def take(self, content: bytes) -> str:
        """The key. Raises Unusable."""
        key = sha256(content).hexdigest()[:32]
        if key in self.refused:
            raise Unusable(self.refused[key])
        if key not in self.pictures:
            try:
                self.pictures[key] = self._drawn(content)
            except Unusable as unusable:
                self.refused[key] = str(unusable)
                raise
        return key

    def _drawn(self, content: bytes) -> Drawn:
        if len(self.pictures) >= MOST_PICTURES:
            raise Unusable(_("一个文件最多取 %(most)s 张图片，这一张没有取。") % {"most": MOST_PICTURES})
        if len(content) > MOST_BYTES:
            raise Unusable(_("有一张图片太大，没有取。请缩小以后自己加上。"))
        try:
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                self._count(picture)
                return _drawn_anew(picture)
        except Image.DecompressionBombError as error:
            raise Unusable(_("有一张图片的像素太多，没有取。请缩小以后自己加上。")) from error
        except (OSError, ValueError, SyntaxError) as error:  # what Pillow raises for what is damaged or not its own
            raise Unusable(
                _("有一张图片的格式网站用不了（例如 EMF、WMF），没有取。请另存为 PNG 或 JPG 以后自己加上。")
            ) from error

    def _count(self, picture: Image.Image) -> None:
        pixels = picture.width * picture.height
        self.pixels += pixels
        most = MOST_PIXELS.get(str(picture.format), MOST_PIXELS_OTHERWISE)
        if pixels > most or self.pixels > MOST_PIXELS_TOGETHER:
            raise Unusable(_("有一张图片的像素太多，没有取。请缩小以后自己加上。"))
        if pixels < FEWEST_PIXELS:
            raise Unusable(_("有一张图片小得看不见，没有取。"))


def _drawn_anew(picture: Image.Image) -> Drawn:
    picture.draft("RGB", (LONG_SIDE, LONG_SIDE))
    few_colours = picture.mode in {"1", "L", "P"} and picture.format != "JPEG"
    upright = ImageOps.exif_transpose(picture)
    is_clear = upright.has_transparency_data
    drawn = upright.convert("RGBA" if is_clear else "RGB")
    drawn.thumbnail((LONG_SIDE, LONG_SIDE))
    out = io.BytesIO()
    if is_clear or few_colours:
        drawn.save(out, "PNG", compress_level=3)
    else:
        drawn.save(out, "JPEG", quality=QUALITY)
    return Drawn(out.getvalue(), drawn.width, drawn.height, "png" if is_clear or few_colours else "jpg")
