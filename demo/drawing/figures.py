"""The pictures inside lessons, 1200 × 720 or lower: each shows one thing the text says."""

from collections.abc import Callable

from PIL import Image

from demo.drawing import community, literacy
from demo.drawing.press import Print

SIZE = (1200, 720)
# Which part of the sheet's height is used, where it is not all.
BANDS = {"strokes": (150, 620), "principles": (150, 610)}

FIGURES: dict[str, Callable[[Print], None]] = {
    "li-character": literacy.li_character,
    "strokes": literacy.strokes,
    "body-words": literacy.body_words,
    "family": literacy.family,
    "compass": literacy.compass,
    "letter": literacy.letter,
    "loop": community.loop,
    "seating": community.seating,
    "notice-board": community.notice_board,
    "record-row": community.record_row,
    "principles": community.principles,
    "masked": community.masked,
    "phone-steps": literacy.phone_steps,
    "hang-up": literacy.hang_up,
    "charging": community.charging,
}


def draw_figure(name: str) -> Image.Image:
    sheet = Print(SIZE, seed=100 + list(FIGURES).index(name))
    FIGURES[name](sheet)
    top, bottom = BANDS.get(name, (0, SIZE[1]))
    return sheet.image().crop((0, top, SIZE[0], bottom))
