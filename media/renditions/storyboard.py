"""Small pictures of a video in one sheet, row by row, to find a place by."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from math import ceil
from pathlib import Path

import av
from av.container import InputContainer
from PIL import Image

from media.renditions.sheet import COLUMNS, THUMB_WIDTH, seconds_apart
from media.speech.errors import UnusableMedia
from media.speech.opening import can_seek, goes_to, opened, pictures, start_of

OnTime = Callable[[float], None]


def draw_storyboard(path: Path, target: Path, duration: float, on_time: OnTime) -> tuple[int, int]:
    """Writes the sheet as a JPEG and returns its pixels. Raises UnusableMedia and whatever `on_time` raises."""
    every = seconds_apart(duration)
    count = max(1, ceil(duration / every))
    sheet: Image.Image | None = None
    with opened(path) as container:
        film = Film(container, on_time, seeks=can_seek(path, duration / 2))
        for place in range(count):
            frame = film.frame_at((place + 0.5) * every, tolerance=every / 2)
            if frame is None:
                continue  # a damaged stretch leaves its place dark
            thumb = small(frame)
            if sheet is None:
                rows = ceil(count / COLUMNS)
                sheet = Image.new("RGB", (THUMB_WIDTH * min(count, COLUMNS), thumb.height * rows), "#14110d")
            sheet.paste(thumb, (place % COLUMNS * THUMB_WIDTH, place // COLUMNS * thumb.height))
    if sheet is None:
        raise UnusableMedia("damaged")
    sheet.save(target, "JPEG", quality=70, optimize=True)
    return sheet.size


def small(frame: av.VideoFrame) -> Image.Image:
    """Upright."""
    image = frame.to_image().rotate(frame.rotation, expand=True)
    return image.resize((THUMB_WIDTH, max(1, round(image.height * THUMB_WIDTH / image.width))))


class Film:
    """Its frames at times that only grow. Where seeking leads back, it is read on: no stretch is decoded many times."""

    def __init__(self, container: InputContainer, on_time: OnTime, *, seeks: bool) -> None:
        self.container, self.on_time, self.seeks = container, on_time, seeks
        self.frames = self._decoded()
        self.last: av.VideoFrame | None = None

    def frame_at(self, at: float, *, tolerance: float) -> av.VideoFrame | None:
        """What is shown about then: a frame that is near enough saves decoding up to the very second."""
        before: av.VideoFrame | None = None
        try:
            if self.seeks:
                self._seek(at)
            with suppress(StopIteration):
                while self.last is None or self._time(self.last) < at - tolerance:
                    before, self.last = self.last, next(self.frames)
        except av.FFmpegError:
            self.frames = self._decoded()
            return None
        is_later = self.last is not None and self._time(self.last) > at
        return before if before and is_later else self.last

    def _seek(self, at: float) -> None:
        reached = self._time(self.last) if self.last else 0.0
        goes_to(self.container, at)
        self.frames = self._decoded()
        self.last = next(self.frames, None)
        self.seeks = self.last is not None and self._time(self.last) >= reached

    def _decoded(self) -> Iterator[av.VideoFrame]:
        for frame in self.container.decode(pictures(self.container)):
            if isinstance(frame, av.VideoFrame):
                self.on_time(self._time(frame))
                yield frame

    def _time(self, frame: av.VideoFrame) -> float:
        return (frame.time or 0.0) - start_of(self.container)
