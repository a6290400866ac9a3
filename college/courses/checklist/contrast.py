"""The words in a picture and how well they stand out, in a process of its own (`python -m` and this module's name).

RapidOCR finds and reads the lines; its models lie in the wheel and take some 500 MB while they work. A picture comes
in, JSON goes out: {"lines": [[text, ratio, needed], …]}, with the ratio of WCAG 2.2 (1 to 21) between ink and ground,
and what it asks for at that size: 3 for large letters, 4.5 for others. What is so faint that no line is found in it is
not told. This module is no part of Django.
"""

import io
import json
import os
import sys
from math import dist
from typing import Any

THREADS = 2
LONG_SIDE = 2000
MOST_PIXELS = 50_000_000
LEAST_SCORE = 0.7
"""Below, what was read is more likely a pattern than a word."""
SHOWN_WIDTH = 736
"""CSS pixels that a picture is wide at most in a lesson."""
LETTER = 0.75
"""How much of a line's height its letters fill."""
LARGE = 24
"""CSS pixels from which on letters count as large."""


def measure(file: bytes) -> dict[str, Any]:
    import numpy as np
    from PIL import Image, ImageOps
    from rapidocr import RapidOCR

    with Image.open(io.BytesIO(file), formats=["GIF", "JPEG", "PNG", "WEBP"]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("too large")
        width = picture.width
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONG_SIDE, LONG_SIDE))
        if upright.has_transparency_data:
            ground = Image.new("RGBA", upright.size, "white")
            upright = Image.alpha_composite(ground, upright.convert("RGBA"))
        pixels = np.ascontiguousarray(np.asarray(upright.convert("RGB")))
    shown = min(SHOWN_WIDTH, width) / pixels.shape[1]
    engine: Any = RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": LEAST_SCORE,
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
        }
    )
    found = engine(pixels[:, :, ::-1].copy(), use_cls=False)
    if found.boxes is None:
        return {"lines": []}
    lines = [
        [text.strip(), ratio_in(_cut(pixels, box)), 3.0 if _height(box) * LETTER * shown >= LARGE else 4.5]
        for text, box in zip(found.txts, found.boxes, strict=True)
        if any(char.isalnum() for char in text)
    ]
    return {"lines": [line for line in lines if line[1] is not None]}


def ratio_in(piece: Any) -> float | None:
    """Between the ink and the ground of a line: `piece` is height × width × RGB, 0 to 255. None for one without ink.

    Two heaps of grey are told apart (Otsu). The one at the edges is the ground, by its middle; the ink is taken far
    from the ground, since the edges of letters are mixed with it.
    """
    import numpy as np

    light = luminance(piece)
    if light.size == 0:
        return None
    edges = np.concatenate([light[0], light[-1], light[:, 0], light[:, -1]])
    limit = _divide(light)
    if limit is None:
        return None
    is_bright = float(np.mean(edges > limit)) > 0.5
    ground = float(np.median(light[light > limit] if is_bright else light[light <= limit]))
    ink = light[light <= limit] if is_bright else light[light > limit]
    drawn = float(np.percentile(ink, 25 if is_bright else 75))
    brighter, darker = max(ground, drawn), min(ground, drawn)
    return round((brighter + 0.05) / (darker + 0.05), 2)


def luminance(pixels: Any) -> Any:
    """Relative luminance of sRGB, 0 to 1 (WCAG 2.2)."""
    import numpy as np

    parts = pixels.astype(np.float64) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def _divide(light: Any) -> float | None:
    """The luminance between two heaps, found among what the eye takes for equal steps; None where all is one."""
    import numpy as np

    steps = np.sqrt(light).ravel()
    counts, bounds = np.histogram(steps, bins=128, range=(0, 1))
    if np.count_nonzero(counts) < 2:
        return None
    middles = (bounds[:-1] + bounds[1:]) / 2
    below = np.cumsum(counts)[:-1]
    above = below[-1] + counts[-1] - below
    sums = np.cumsum(counts * middles)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (sums[:-1] / below - (sums[-1] - sums[:-1]) / above) ** 2
    return float(bounds[int(np.nanargmax(apart)) + 1] ** 2)


def _cut(pixels: Any, box: Any) -> Any:
    height, width = pixels.shape[:2]
    across, down = [int(x) for x, _y in box.tolist()], [int(y) for _x, y in box.tolist()]
    top, left = max(min(down), 0), max(min(across), 0)
    return pixels[top : min(max(down) + 1, height), left : min(max(across) + 1, width)]


def _height(box: Any) -> float:
    one, two, three, four = box.tolist()
    return min(max(dist(one, two), dist(three, four)), max(dist(one, four), dist(two, three)))


if __name__ == "__main__":
    os.nice(10)
    json.dump(measure(sys.stdin.buffer.read()), sys.stdout)
