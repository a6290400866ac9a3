"""Chinese text on a drawing, in the fonts that also set the college's certificates."""

from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
from PIL import ImageFont

FONTS = Path(pylopdf_fonts_zh_cn.__file__).parent


@cache
def serif(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / "NotoSerifSC-Regular.otf", size)


@cache
def sans(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / "NotoSansSC-Regular.otf", size)
