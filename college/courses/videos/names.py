"""What the name of a file says: where it belongs among others, and what its lesson is called."""

import re
from unicodedata import normalize

NUMBER = re.compile(r"(\d+|第[一二三四五六七八九十]+)")
LEADING = re.compile(r"\A[\s(\[【（]*(?:\d+(?:[.\-]\d+)*[\s_.、．,，)\]】）\-–—:：]+|0\d+)")
KIND = re.compile(r"\.[a-z][a-z0-9]{1,4}\Z", re.IGNORECASE | re.ASCII)
UNITS = "一二三四五六七八九"


def in_order(name: str) -> list[str | int]:
    """A key to sort by: 第2课 before 第10课, 第九课 before 第十课."""
    parts = NUMBER.split(normalize("NFKC", name).casefold())
    return [_number(part) if place % 2 else part for place, part in enumerate(parts)]


def _number(part: str) -> int:
    if not part.startswith("第"):
        return int(part)
    tens, ten, units = part[1:].rpartition("十")
    return (UNITS.find(tens) + 1 or 1) * 10 * bool(ten) + UNITS.find(units or " ") + 1


def lesson_title(name: str, most: int) -> str:
    """Without what numbers the file and what kind it is, unless nothing else is left."""
    stem = " ".join(KIND.sub("", name).replace("_", " ").split())
    return (LEADING.sub("", stem, count=1).strip() or stem)[:most]
