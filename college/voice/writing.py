"""One way of writing for what sounds the same."""

import re

SPACE = re.compile(r"\s+")
BESIDE_HAN = re.compile(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])")


def bare(text: str) -> str:
    """Without spaces, which pages and texts differ in."""
    return SPACE.sub("", text)


def plain(text: str) -> str:
    """As it is spoken: words of letters stay apart, while Chinese has no spaces (银 行 is 银行)."""
    return BESIDE_HAN.sub("", " ".join(text.split()))
