"""The lines on a photo, by RapidOCR, in a process of its own: `python -m college.literacy.letters.recognizer`.

The models take 550 MB while they work, which the worker has back when the process ends; a picture that breaks the
decoder breaks nothing else. They lie in the wheel; nothing is fetched. A JPEG comes in, JSON goes out:
{"turn": degrees counter-clockwise that set the photo upright, "pieces": [[text, [[x, y], …]], …]}, with the corners as
on the upright photo. This module is no part of Django.
"""

import io
import json
import os
import sys
from math import dist
from typing import Any

THREADS = 2
LEAST_SCORE = 0.5
"""Below, what was read is more likely a stain or an ornament."""


def recognise(jpeg: bytes) -> dict[str, Any]:
    import numpy as np
    from PIL import Image
    from rapidocr import RapidOCR
    from rapidocr.main import RapidOCRError

    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as picture:
        width, height = picture.size
        pixels = np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1])
    engine: Any = RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_vertical_padding": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
        }
    )
    try:
        crops, found = engine.detect_and_crop(pixels, {})
        turn, crops = _upright(engine, crops, found.boxes)
        read = engine.recognize_txt(crops)
    except RapidOCRError:  # nothing was found
        return {"turn": 0, "pieces": []}
    pieces = [
        [text.strip(), _turned(corners.tolist(), turn, width, height)]
        for text, score, corners in zip(read.txts, read.scores, found.boxes, strict=True)
        if text.strip() and score >= LEAST_SCORE
    ]
    return {"turn": turn, "pieces": pieces}


def _upright(engine: Any, crops: list[Any], boxes: Any) -> tuple[int, list[Any]]:
    """How the photo lies, and the crops turned accordingly.

    All lines decide together, the longer the weightier: single ones are mistaken. The detector has turned those that
    stand by a quarter, counter-clockwise.
    """
    lengths = [max(crop.shape[:2]) for crop in crops]
    stand = [_stands(box) for box in boxes]
    quarter = sum(length for length, stands in zip(lengths, stand, strict=True) if stands) > sum(lengths) / 2
    lying = [_by_quarters(crop, quarter - stands) for crop, stands in zip(crops, stand, strict=True)]
    _turned_crops, directions = engine.cls_and_rotate(list(lying))
    on_their_head = sum(
        score * length * (1 if label == "180" else -1)
        for length, (label, score) in zip(lengths, directions.cls_res, strict=True)
    )
    if on_their_head <= 0:
        return 90 * quarter, lying
    return 90 * quarter + 180, [_by_quarters(crop, 2) for crop in lying]


def _by_quarters(crop: Any, count: int) -> Any:
    import numpy as np

    return np.ascontiguousarray(np.rot90(crop, count))


def _stands(box: Any) -> bool:
    """As the detector's crops are cut: one half higher than wide."""
    one, two, three, four = box.tolist()
    width = max(dist(one, two), dist(three, four))
    height = max(dist(one, four), dist(two, three))
    return height >= 1.5 * width


def _turned(corners: list[list[float]], turn: int, width: int, height: int) -> list[list[float]]:
    """Where the corners are once the photo was turned, from the upper left again."""
    places = {
        0: lambda x, y: [x, y],
        90: lambda x, y: [y, width - x],
        180: lambda x, y: [width - x, height - y],
        270: lambda x, y: [height - y, x],
    }
    first = turn // 90
    moved = [places[turn](x, y) for x, y in corners]
    return moved[first:] + moved[:first]


if __name__ == "__main__":
    os.nice(10)
    json.dump(recognise(sys.stdin.buffer.read()), sys.stdout)
