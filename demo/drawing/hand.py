"""What several drawings share: practice paper, labels, badges, arrows."""

from collections.abc import Sequence

from demo.drawing.lettering import sans
from demo.drawing.press import CINNABAR, CLAY, INK, OCHRE, WHITE, Colour, Plate, Point, Print, corners

GREY: Colour = (150, 140, 122)
SLATE: Colour = (74, 84, 98)


def grid(sheet: Print, cx: float, cy: float, size: float) -> None:
    """A sheet of practice paper: a square with its cross and diagonals."""
    half = size / 2
    sheet.press(sheet.plate().polygon(corners(cx + 7, cy + 9, size + 24, size + 24)), CLAY)
    sheet.press(sheet.plate().polygon(corners(cx, cy, size + 24, size + 24)), WHITE, covering=True)
    lines = sheet.plate().polygon(corners(cx, cy, size, size)).polygon(corners(cx, cy, size - 8, size - 8), cut=True)
    for dx, dy in ((1, 0), (0, 1), (1, 1), (1, -1)):
        for i in range(-9, 9, 2):
            ends = [(cx + dx * half * t / 10, cy + dy * half * t / 10) for t in (i + 0.5, i + 1.5)]
            lines.line(ends, 2.4)
    sheet.press(lines, CINNABAR)


def character(sheet: Print, text: str, cx: float, cy: float, size: float) -> None:
    grid(sheet, cx, cy, size)
    sheet.press(sheet.plate().text(text, cx, cy, size * 0.8, bold=size / 110), INK)


def label(sheet: Print, text: str, cx: float, cy: float, size: float, colour: Colour = INK) -> None:
    sheet.press(sheet.plate().text(text, cx, cy, size, bold=size / 60, font=sans(10)), colour)


def left_label(sheet: Print, text: str, left: float, cy: float, size: float) -> None:
    width = sans(10).font_variant(size=round(size)).getlength(text)
    label(sheet, text, left + width / 2, cy, size)


def badge(sheet: Print, text: str, cx: float, cy: float, radius: float, size: float, colour: Colour) -> None:
    """Words on a disc, light on dark or dark on light."""
    sheet.press(sheet.plate().disc(cx, cy, radius), colour, covering=True)
    words = sheet.plate().text(text, cx, cy, size, bold=size / 55)
    sheet.press(words, INK if colour == OCHRE else WHITE, covering=True)


def arrow(plate: Plate, path: Sequence[Point], width: float = 8) -> None:
    """A line with a head at its end."""
    (x0, y0), (x1, y1) = path[-2], path[-1]
    length = max(1.0, ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5)
    ux, uy = (x1 - x0) / length * width * 3, (y1 - y0) / length * width * 3
    plate.line(path, width)
    plate.polygon([(x1 + ux, y1 + uy), (x1 - uy * 0.8, y1 + ux * 0.8), (x1 + uy * 0.8, y1 - ux * 0.8)])
