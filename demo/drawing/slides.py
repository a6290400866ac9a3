"""The slides of a video lesson, 1280 × 720, and the video made of them and the narration."""

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NotRequired, TypedDict

import imageio_ffmpeg
from PIL import Image

from demo.drawing.covers import draw_cover
from demo.drawing.hand import badge, grid
from demo.drawing.lettering import sans, serif
from demo.drawing.press import BAMBOO, CINNABAR, CLAY, INK, OCHRE, Colour, Point, Print, corners, curve

SIZE = (1280, 720)
FRAMES_A_SECOND = 5
COLOURS = (CINNABAR, BAMBOO, INK, OCHRE)
# 木, stroke by stroke, around its centre in a square of 440.
WOOD: list[tuple[list[Point], list[float]]] = [
    ([(-150, -62), (0, -74), (152, -88)], [30, 20, 19, 36]),
    ([(0, -186), (3, 0), (0, 190)], [34, 24, 22, 26, 14]),
    ([(-6, -70), (-62, 40), (-176, 132)], [24, 26, 18, 3]),
    ([(6, -70), (72, 34), (150, 106), (194, 112)], [10, 20, 32, 38, 4]),
]


class Slide(TypedDict):
    sentence: int
    title: str
    after: NotRequired[float]
    eyebrow: NotRequired[str]
    lines: NotRequired[list[str]]
    mark: NotRequired[str]
    character: NotRequired[str]
    strokes: NotRequired[int]
    cover: NotRequired[bool]


def draw_slide(slide: Slide, course: str, seed: int) -> Image.Image:
    sheet = Print(SIZE, seed=seed, grain=0.3)
    if slide.get("cover"):
        return title_slide(sheet, slide, course)
    if "character" in slide or "strokes" in slide:
        writing(sheet, slide)
        words(sheet, slide, 700, SIZE[0] - 60)
    else:
        words(sheet, slide, 96, 806)
        badge(sheet, slide["mark"], 1030, 360, 176, 210, COLOURS[seed % len(COLOURS)])
    return sheet.image()


def title_slide(sheet: Print, slide: Slide, course: str) -> Image.Image:
    words(sheet, slide, 70, 600)
    sheet.press(sheet.plate().polygon(corners(954, 374, 574, 388)), CLAY)
    picture = sheet.image()
    picture.paste(draw_cover(course).resize((588, 392), Image.Resampling.LANCZOS), (646, 158))
    return picture


def words(sheet: Print, slide: Slide, left: float, right: float) -> None:
    """The eyebrow, the title and the lines, one below the other, in the middle of the height."""
    rows: list[tuple[str, int, Colour]] = []
    if eyebrow := slide.get("eyebrow"):
        rows.append((eyebrow, 54, CINNABAR))
    titles = slide["title"].split("\n")
    rows += [(line, fitting(titles, 112, right - left), INK) for line in titles]
    lines = slide.get("lines", [])
    rows += [(line, fitting(lines, 72, right - left), INK) for line in lines]
    top = 360 - sum(size * 1.42 for _, size, _ in rows) / 2
    for i, (text, size, colour) in enumerate(rows):
        left_text(sheet, text, left, top + size * 0.71, size, colour, plain=i >= len(rows) - len(lines))
        top += size * 1.42


def fitting(lines: Sequence[str], size: int, width: float) -> int:
    """The largest size, up to the wanted, at which the longest line is no wider."""
    return min(size, *(int(width / max(len(line), 1)) for line in lines))


def writing(sheet: Print, slide: Slide) -> None:
    cx, cy = 350, 360
    grid(sheet, cx, cy, 500)
    if "character" in slide:
        sheet.press(sheet.plate().text(slide["character"], cx, cy, 410, bold=4), INK)
    for path, widths in WOOD[: slide.get("strokes", 0)]:
        sheet.press(sheet.plate().stroke([(cx + x, cy + y) for x, y in curve(path)], widths), INK)


def left_text(
    sheet: Print, text: str, left: float, cy: float, size: int, colour: Colour = INK, *, plain: bool = False
) -> None:
    font = (sans if plain else serif)(size)
    start, _, end, _ = font.getbbox(text)
    sheet.press(sheet.plate().text(text, left + (end - start) / 2, cy, size, bold=size / 60, font=font), colour)


def make_video(slides: Sequence[tuple[float, Image.Image]], narration: Path, length: float, target: Path) -> None:
    """An MP4 that shows each slide from its second on while the narration is heard; all of it `length` seconds long."""
    with tempfile.TemporaryDirectory() as folder:
        playlist = Path(folder) / "slides.txt"
        playlist.write_text("\n".join(_playlist(slides, length, Path(folder))))
        command = [
            *(imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-y"),
            *("-f", "concat", "-safe", "0", "-i", str(playlist), "-i", str(narration)),
            *("-map", "0:v", "-map", "1:a", "-c:a", "copy", "-c:v", "libx264", "-preset", "veryfast"),
            *("-tune", "stillimage", "-crf", "29", "-r", str(FRAMES_A_SECOND), "-g", str(8 * FRAMES_A_SECOND)),
            *("-pix_fmt", "yuv420p", "-t", f"{length:.2f}", "-movflags", "+faststart", str(target)),
        ]
        subprocess.run(command, check=True)  # noqa: S603


def _playlist(slides: Sequence[tuple[float, Image.Image]], length: float, folder: Path) -> list[str]:
    """For ffmpeg's concat demuxer, which wants the last picture named once more to keep its length."""
    entries = ["ffconcat version 1.0"]
    ends = [start for start, _ in slides[1:]] + [length]
    for number, ((start, picture), end) in enumerate(zip(slides, ends, strict=True)):
        name = f"{number:02}.png"
        picture.save(folder / name, compress_level=1)
        entries += [f"file {name}", f"duration {end - start:.3f}"]
    return [*entries, f"file {name}"]
