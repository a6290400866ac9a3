"""A small printing press: each colour is cut into a plate and pressed on paper, one over the other.

Edges waver a little, ink lies unevenly, and a second ink darkens the first, as in a hand-pulled print. Everything is
drawn from fixed seeds, so a picture comes out the same each time.
"""

import math
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from demo.drawing.lettering import serif

Point = tuple[float, float]
Colour = tuple[int, int, int]
Field = NDArray[np.float32]

PAPER: Colour = (245, 238, 223)
WHITE: Colour = (253, 250, 243)
INK: Colour = (42, 36, 30)
CINNABAR: Colour = (176, 56, 34)
BAMBOO: Colour = (84, 118, 86)
OCHRE: Colour = (222, 168, 82)
MIST: Colour = (203, 211, 196)
CLAY: Colour = (226, 190, 158)

FINE = 2  # plates are cut at twice the size of the print
MARGIN = 8  # pixels around a shape that its wavering edge may touch


def turned(points: Sequence[Point], degrees: float, centre: Point) -> list[Point]:
    """The points turned clockwise about the centre."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    cx, cy = centre
    return [(cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos) for x, y in points]


def corners(cx: float, cy: float, width: float, height: float, degrees: float = 0) -> list[Point]:
    x, y = width / 2, height / 2
    box = [(cx - x, cy - y), (cx + x, cy - y), (cx + x, cy + y), (cx - x, cy + y)]
    return turned(box, degrees, (cx, cy))


def around(cx: float, cy: float, radius: float, degrees: float) -> Point:
    """The point on a circle; degrees clockwise from the right."""
    return cx + radius * math.cos(math.radians(degrees)), cy + radius * math.sin(math.radians(degrees))


def between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def arc(cx: float, cy: float, radius: float, start: float, end: float, *, squash: float = 1.0) -> list[Point]:
    """Points on an arc; degrees clockwise from the right."""
    steps = np.radians(np.linspace(start, end, 48))
    return [(cx + radius * math.cos(a), cy + radius * squash * math.sin(a)) for a in steps]


def curve(points: Sequence[Point], steps: int = 24) -> list[Point]:
    """A smooth line through the points (Catmull-Rom)."""
    path = np.array([points[0], *points, points[-1]], dtype=float)
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    drawn: list[Point] = []
    for a, b, c, d in zip(path, path[1:], path[2:], path[3:], strict=False):
        way = 2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
        drawn += [(x, y) for x, y in way / 2]
    return [*drawn, points[-1]]


class Plate:
    """What one ink covers. With `cut=True` a shape is taken away instead of added."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.mask = Image.new("L", (size[0] * FINE, size[1] * FINE))
        self.draw = ImageDraw.Draw(self.mask)

    def polygon(self, points: Sequence[Point], *, cut: bool = False) -> Self:
        self.draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=_fill(cut))
        return self

    def disc(self, cx: float, cy: float, rx: float, ry: float | None = None, *, cut: bool = False) -> Self:
        ry = rx if ry is None else ry
        self.draw.ellipse(_box(cx - rx, cy - ry, cx + rx, cy + ry), fill=_fill(cut))
        return self

    def block(self, x0: float, y0: float, x1: float, y1: float, radius: float = 0, *, cut: bool = False) -> Self:
        self.draw.rounded_rectangle(_box(x0, y0, x1, y1), radius * FINE, fill=_fill(cut))
        return self

    def line(self, points: Sequence[Point], width: float, *, cut: bool = False) -> Self:
        """A line of even width with round ends."""
        return self.stroke(points, [width, width], cut=cut)

    def stroke(self, points: Sequence[Point], widths: Sequence[float], *, cut: bool = False) -> Self:
        """A brush stroke: its width changes along the way as `widths` says."""
        path = _dense(points)
        spread = np.interp(np.linspace(0, 1, len(path)), np.linspace(0, 1, len(widths)), widths)
        for (x, y), width in zip(path, spread, strict=True):
            self.disc(x, y, width / 2, cut=cut)
        return self

    def text(
        self, text: str, cx: float, cy: float, size: float, *, bold: float = 0, turn: float = 0, cut: bool = False,
        font: ImageFont.FreeTypeFont | None = None,
    ) -> Self:  # fmt: skip
        """Text with its ink centred on the point; `bold` thickens each stroke by so many pixels."""
        face = (font or serif(10)).font_variant(size=round(size * FINE))
        thick = round(bold * FINE)
        left, top, right, bottom = face.getbbox(text, stroke_width=thick)
        stamp = Image.new("L", (math.ceil(right - left), math.ceil(bottom - top)))
        ImageDraw.Draw(stamp).text((-left, -top), text, fill=255, font=face, stroke_width=thick)
        stamp = stamp.rotate(-turn, Image.Resampling.BICUBIC, expand=True)
        corner = (round(cx * FINE - stamp.width / 2), round(cy * FINE - stamp.height / 2))
        self.mask.paste(_fill(cut), corner, stamp)
        return self


class Print:
    """A sheet of paper on which plates are pressed."""

    def __init__(self, size: tuple[int, int], *, seed: int, grain: float = 1) -> None:
        """`grain` is how rough the paper is; a video of rough paper weighs much more."""
        self.size = size
        self.random = np.random.default_rng(seed)
        tone = 1 + grain * (0.010 * self._noise(2, size) + 0.006 * self._noise(60, size))
        self.sheet = (np.asarray(PAPER, np.float32) * tone[..., None]).astype(np.float32)

    def plate(self) -> Plate:
        return Plate(self.size)

    def press(self, plate: Plate, colour: Colour, *, covering: bool = False) -> Self:
        """Prints the plate; a covering ink hides what lies beneath, the others darken it."""
        if (box := plate.mask.getbbox()) is None:
            return self
        left, top = (max(0, edge // FINE - MARGIN) for edge in box[:2])
        right, bottom = (min(side, edge // FINE + MARGIN) for side, edge in zip(self.size, box[2:], strict=True))
        under = self.sheet[top:bottom, left:right]
        alpha = self._inked(
            plate.mask.crop((left * FINE, top * FINE, right * FINE, bottom * FINE)), (right - left, bottom - top)
        )[..., None]
        ink = np.asarray(colour, np.float32)
        over = ink if covering else under * (ink / 255)
        under += alpha * (over - under)
        return self

    def image(self) -> Image.Image:
        return Image.fromarray(np.clip(self.sheet, 0, 255).astype(np.uint8))

    def _inked(self, mask: Image.Image, size: tuple[int, int]) -> Field:
        """How much ink lies where, 0–1, on the part of the sheet that the mask touches."""
        small = mask.resize(size, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(0.9))
        wavered = self._wavered((np.asarray(small) / 255).astype(np.float32))
        edge = np.clip((wavered - 0.5 + 0.135 * self._noise(3, size)) * 2.6 + 0.5, 0, 1)
        uneven = 0.955 + 0.03 * self._noise(1, size) + 0.035 * self._noise(90, size)
        bare = np.clip((self._noise(4, size) + 0.5 * self._noise(60, size) - 2.75) * 2, 0, 0.8)
        return (edge * np.clip(uneven - bare, 0, 1)).astype(np.float32)

    def _wavered(self, mask: Field) -> Field:
        height, width = mask.shape
        rows = np.arange(height, dtype=np.float32)[:, None] + 1.1 * self._noise(26, (width, height))
        columns = np.arange(width, dtype=np.float32)[None, :] + 1.1 * self._noise(26, (width, height))
        rows, columns = np.clip(rows, 0, height - 1).astype(np.int32), np.clip(columns, 0, width - 1).astype(np.int32)
        return mask[rows, columns]

    def _noise(self, grain: int, size: tuple[int, int]) -> Field:
        """A stretch of the smooth noise with spots of about `grain` pixels, each time from another place."""
        whole = _noise(self.size, grain)
        row = self.random.integers(0, whole.shape[0] - size[1])
        column = self.random.integers(0, whole.shape[1] - size[0])
        return whole[row : row + size[1], column : column + size[0]]


@cache
def _noise(size: tuple[int, int], grain: int) -> Field:
    """Smooth noise of about mean 0 and deviation 1, larger than the sheet so that there is a choice of places."""
    width, height = (side + 256 for side in size)
    coarse = np.random.default_rng(grain).standard_normal((height // grain, width // grain)).astype(np.float32)
    if grain == 1:
        return coarse
    return np.asarray(Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC))


def _fill(cut: bool) -> int:
    return 0 if cut else 255


def _box(*edges: float) -> tuple[float, ...]:
    return tuple(edge * FINE for edge in edges)


def _dense(points: Sequence[Point]) -> list[Point]:
    """The same line with a point at every pixel or closer."""
    drawn: list[Point] = []
    for (x0, y0), (x1, y1) in pairwise(points):
        steps = max(2, math.ceil(math.hypot(x1 - x0, y1 - y0)))
        drawn += [between((x0, y0), (x1, y1), i / steps) for i in range(steps)]
    return [*drawn, points[-1]]
