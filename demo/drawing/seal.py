"""A round seal and a signature, as a scanner would bring them: on white paper."""

import io
from math import cos, radians, sin

from PIL import Image, ImageDraw

from demo.drawing.lettering import serif

SIDE = 960
RED = (190, 40, 30)


def seal(name: str) -> io.BytesIO:
    """The name around the top, a star in the middle."""
    page = Image.new("RGB", (SIDE, SIDE), "white")
    pen = ImageDraw.Draw(page)
    pen.ellipse((24, 24, SIDE - 24, SIDE - 24), outline=RED, width=26)
    pen.polygon([_at(90 if n % 2 == 0 else 34, n * 36) for n in range(10)], fill=RED)
    step = min(26, 240 / max(len(name) - 1, 1))
    for n, letter in enumerate(name):
        _turned(page, letter, (n - (len(name) - 1) / 2) * step)
    return _png(page)


def signature(name: str) -> io.BytesIO:
    page = Image.new("RGB", (280 * len(name), 360), "white")
    ImageDraw.Draw(page).text((40, 20), name, font=serif(240), fill=(40, 40, 60))
    return _png(page.transform(page.size, Image.Transform.AFFINE, (1, 0.25, -40, 0, 1, 0), fillcolor="white"))


def _at(reach: float, angle: float) -> tuple[float, float]:
    return SIDE / 2 + reach * sin(radians(angle)), SIDE / 2 - reach * cos(radians(angle))


def _turned(page: Image.Image, letter: str, angle: float) -> None:
    tile = Image.new("L", (160, 160))
    ImageDraw.Draw(tile).text((80, 80), letter, font=serif(120), fill=255, anchor="mm", stroke_width=2)
    tile = tile.rotate(-angle, expand=True)
    across, down = _at(345, angle)
    page.paste(RED, (round(across - tile.width / 2), round(down - tile.height / 2)), tile)


def _png(page: Image.Image) -> io.BytesIO:
    written = io.BytesIO()
    page.save(written, "PNG")
    written.seek(0)
    return written
