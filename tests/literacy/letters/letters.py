"""Letters as they are photographed: by a trembling hand, in bad light, the phone held any way."""

import io
from pathlib import Path

import numpy as np
import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONT = Path(pylopdf_fonts_zh_cn.__file__).parent / "NotoSerifSC-Regular.otf"
LINES = [
    "亲爱的奶奶：",
    "    您好！我在学校一切都好，请放",
    "心。这个星期天我们去公园看了花，",
    "红的黄的都有，可漂亮了。",
    "    妈妈说您会写自己的名字了，我",
    "真为您高兴！放假我就回来看您。",
]
PARAGRAPHS = [
    "亲爱的奶奶：",
    "您好！我在学校一切都好，请放心。这个星期天我们去公园看了花，红的黄的都有，可漂亮了。",
    "妈妈说您会写自己的名字了，我真为您高兴！放假我就回来看您。",
]


def letter(*, turned: float = 0, blur: float = 1.1) -> Image.Image:
    """Unevenly lit; turned counter-clockwise by so many degrees."""
    size, width = 34, 660
    font = ImageFont.truetype(FONT, size)
    paper = Image.new("L", (width, 100 + 2 * size * len(LINES)), 235)
    draw = ImageDraw.Draw(paper)
    for number, line in enumerate(LINES):
        indent = size * (len(line) - len(line.lstrip())) // 2
        draw.text((50 + indent, 50 + 2 * size * number), line.strip(), font=font, fill=45)
    paper = paper.filter(ImageFilter.GaussianBlur(blur))
    light = np.linspace(1, 0.45, paper.width)[None, :] * np.linspace(1, 0.8, paper.height)[:, None]
    photo = Image.fromarray((np.asarray(paper, dtype=float) * light).astype("uint8")).convert("RGB")
    return photo.rotate(turned, expand=True, fillcolor=(120, 110, 100), resample=Image.Resampling.BICUBIC)


def as_file(picture: Image.Image, kind: str = "JPEG", **saved: object) -> io.BytesIO:
    file = io.BytesIO()
    picture.save(file, kind, **saved)
    file.name = f"letter.{kind.lower()}"
    file.seek(0)
    return file


def error_rate(found: str, said: str) -> float:
    """Characters to be changed, put in or taken out, of those that were said (Levenshtein)."""
    row = list(range(len(said) + 1))
    for number, one in enumerate(found, start=1):
        above, row = row, [number]
        for place, other in enumerate(said):
            row.append(min(above[place + 1] + 1, row[place] + 1, above[place] + (one != other)))
    return row[-1] / len(said)
