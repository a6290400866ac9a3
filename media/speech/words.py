"""Text in pieces that a line may end after: words with the punctuation that belongs to them."""

import re
import unicodedata

CHINESE = r"\u3400-\u9fff\uf900-\ufaff"
OPENING = "（“‘《〈「『【([{"
CLOSING = "，。、；：？！…）”’》〉」』】—"
TOKEN = re.compile(rf"[{CHINESE}]+|\s+|[{re.escape(OPENING)}]|[{CLOSING}]|[^\s{CHINESE}{CLOSING}{re.escape(OPENING)}]+")


def atoms(text: str) -> list[str]:
    """They join to `text` again. None begins with closing punctuation or a space, none ends with an opening bracket."""
    found: list[str] = []
    for token in _tokens(text):
        belongs_before = token in CLOSING or token.isspace()
        if found and (belongs_before or found[-1][-1] in OPENING):
            found[-1] += token
        else:
            found.append(token)
    return found


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    for token in TOKEN.findall(text):
        tokens += _chinese_words(token) if re.match(rf"[{CHINESE}]", token) else [token]
    return tokens


def _chinese_words(text: str) -> list[str]:
    import rjieba

    return rjieba.cut(text)


def width(text: str) -> float:
    """In Chinese characters; a Latin letter takes half of one."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)
