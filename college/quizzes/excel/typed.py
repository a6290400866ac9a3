"""What people type into cells, in Chinese whatever language they read: right and wrong, and what stands between."""

import re
from unicodedata import normalize

from college.quizzes.drafts import topic_name

RIGHT = {"对", "正确", "是", "√", "✓", "T", "TRUE", "Y", "YES"}
WRONG = {"错", "错误", "不对", "否", "×", "✗", "F", "FALSE", "N", "NO"}
BETWEEN_LETTERS = re.compile(r"[\s,、;/]")
NEEDS_QUOTES = re.compile(r'[、，,；;\n"]')
TOPIC = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^、，,；;\n"][^、，,；;\n]*))\s*(?:[、，,；;\n]|$)')


def letters(answer: str) -> str:
    """“ａ、c” → "AC"."""
    return BETWEEN_LETTERS.sub("", normalize("NFKC", answer)).upper()


def topics(text: str) -> list[str]:
    names = [within.replace('""', '"') or bare.strip() for within, bare in TOPIC.findall(text)]
    return sorted({topic_name(name) for name in names} - {""})


def quoted(name: str) -> str:
    """As `topics` reads it back, also with a comma in it."""
    return '"' + name.replace('"', '""') + '"' if NEEDS_QUOTES.search(name) else name
