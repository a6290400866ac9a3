"""What an engine wrote, as a Chinese reader expects it: simplified, full-width punctuation, no stray spaces."""

import re
from functools import cache

from opencc import OpenCC

from media.speech.words import CHINESE, CLOSING

FULL_WIDTH = {",": "，", ".": "。", "?": "？", "!": "！", ":": "：", ";": "；", "(": "（", ")": "）"}
HALF = re.escape("".join(FULL_WIDTH))
WIDE = rf"{CHINESE}{CLOSING}（“‘《「『"
# Next to a Chinese character; the points and commas inside 3.14, 1,500 and 8:30 touch none.
BESIDE_CHINESE = re.compile(rf"(?<=[{WIDE}])\s*([{HALF}]+)|([{HALF}]+)(?=\s*[{WIDE}])")
BETWEEN_CHINESE = re.compile(rf"(?<=[{CHINESE}])\s+(?=[{CHINESE}])")
BESIDE_PUNCTUATION = re.compile(rf"\s*([{CLOSING}（“‘《「『])\s*")
ELLIPSIS = re.compile(r"\.{2,}|。{2,}|…+")
# What OpenCC leaves: 著 is 着 except where something is written or well known; pronouns and words of Taiwan.
STAYS = (
    r"(?<![名显原专土编巨论译卓昭合遗拙所])著(?![名作者称书述录有])"
    # 意味着有, but 鲁迅著有.
    r"|(?<=[味写放坐站带贴住挂在随跟抱藏装标印画刻摆停拿躺守等靠])著(?=有)"
)
LEFTOVERS = str.maketrans({"妳": "你", "牠": "它", "祂": "他"})
SENTENCE_PAUSE = 0.6


def clean(text: str, language: str) -> str:
    text = " ".join(text.split())
    return chinese(text) if language == "zh" else text


def chinese(text: str) -> str:
    text = ELLIPSIS.sub("……", simplified(text))
    # Whisper separates clauses with a space where it writes no comma.
    text = BETWEEN_CHINESE.sub("，", text)
    text = BESIDE_CHINESE.sub(lambda found: "".join(FULL_WIDTH[mark] for mark in found[1] or found[2]), text)
    return BESIDE_PUNCTUATION.sub(r"\1", text)


def simplified(text: str) -> str:
    text = _converter().convert(text).translate(LEFTOVERS).replace("甚么", "什么")
    return re.sub(STAYS, "着", text)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def ended(text: str, pause: float, language: str) -> str:
    """With the stop that a pause of so many seconds means, where a Chinese text has none."""
    if language != "zh" or not re.search(rf"[{CHINESE}\w]$", text):
        return text
    return text + ("。" if pause >= SENTENCE_PAUSE else "，")
