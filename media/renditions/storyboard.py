"""Small pictures of a video in one sheet, row by row, to find a place by."""

from collections.abc import Callable
from math import ceil
from pathlib import Path

import av
from av.container import InputContainer
from PIL import Image

from media.renditions.sheet import COLUMNS, THUMB_WIDTH, seconds_apart
from media.speech.errors import UnusableMedia
from media.speech.opening import opened_at, pictures, start_of


def draw_storyboard(path: Path, target: Path, duration: float, on_time: Callable[[float], None]) -> tuple[int, int]:
    """Writes the sheet as a JPEG and returns its pixels. Raises UnusableMedia and whatever `on_time` raises."""
    every = seconds_apart(duration)
    count = max(1, ceil(duration / every))
    sheet: Image.Image | None = None
    for place in range(count):
        on_time(place * every)
        try:
            thumb = draw_thumb(path, (place + 0.5) * every, tolerance=every / 2)
        except UnusableMedia:
            continue  # a damaged stretch leaves its place dark
        if sheet is None:
            rows = ceil(count / COLUMNS)
            sheet = Image.new("RGB", (THUMB_WIDTH * min(count, COLUMNS), thumb.height * rows), "#14110d")
        sheet.paste(thumb, (place % COLUMNS * THUMB_WIDTH, place // COLUMNS * thumb.height))
    if sheet is None:
        raise UnusableMedia("damaged")
    sheet.save(target, "JPEG", quality=70, optimize=True)
    return sheet.size


def draw_thumb(path: Path, at: float, *, tolerance: float) -> Image.Image:
    """A picture from about then, upright. A key frame near enough saves decoding up to the very second."""
    with opened_at(path, at) as container:
        frame = _frame_near(container, at, tolerance)
        image = frame.to_image().rotate(frame.rotation, expand=True)
        return image.resize((THUMB_WIDTH, max(1, round(image.height * THUMB_WIDTH / image.width))))


def _frame_near(container: InputContainer, at: float, tolerance: float) -> av.VideoFrame:
    stream, last = pictures(container), None
    try:
        for last in container.decode(stream) if stream else ():
            if last.time is not None and at - (last.time - start_of(container)) <= tolerance:
                break
    except av.FFmpegError:
        pass
    if last is None:
        raise UnusableMedia("damaged")
    return last
