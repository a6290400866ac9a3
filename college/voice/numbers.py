"""How numbers are said: 83 岁 is bā shí sān, 2026 年 is èr líng èr liù, 138…… is said digit by digit."""

import re

DIGITS = "零一二三四五六七八九"
UNITS = ("", "十", "百", "千")
MYRIADS = ("", "万", "亿")
LONGEST = 9
"""Digits; a longer number is a telephone's or a card's, and said digit by digit."""
NUMBER = re.compile(
    r"(?P<year>[0-9]{4})(?=年)|(?P<hours>[0-9]{1,2})[:：](?P<minutes>[0-9]{2})(?![0-9])"
    r"|(?P<whole>[0-9]+)(?:\.(?P<part>[0-9]+))?(?P<percent>[%％])?"
)


def spoken(text: str) -> str:
    """The text with its numbers in characters."""
    return NUMBER.sub(_said, text)


def _said(found: re.Match[str]) -> str:
    if year := found["year"]:
        return _one_by_one(year)
    if hours := found["hours"]:
        minutes = found["minutes"]
        return f"{_whole(hours)}点" + ("" if minutes == "00" else f"{_minutes(minutes)}分")
    part = f"点{_one_by_one(found['part'])}" if found["part"] else ""
    return ("百分之" if found["percent"] else "") + _whole(found["whole"]) + part


def _minutes(digits: str) -> str:
    return f"零{_whole(digits[1])}" if digits[0] == "0" else _whole(digits)


def _one_by_one(digits: str) -> str:
    return "".join(DIGITS[int(digit)] for digit in digits)


def _whole(digits: str) -> str:
    if len(digits) > LONGEST or (digits[0] == "0" and len(digits) > 1):
        return _one_by_one(digits)
    number = int(digits)
    if not number:
        return DIGITS[0]
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    said = ""
    for place in reversed(range(len(groups))):
        group = groups[place]
        if said and group and (group < 1000 or said.endswith(DIGITS[0])):
            said = said.rstrip(DIGITS[0]) + DIGITS[0]
        said += _below_myriad(group) + (MYRIADS[place] if group else "")
    return said[1:] if said.startswith("一十") else said


def _below_myriad(number: int) -> str:
    said, is_gap = "", False
    for place in reversed(range(len(UNITS))):
        digit = number // 10**place % 10
        if digit:
            said += (DIGITS[0] if is_gap and said else "") + DIGITS[digit] + UNITS[place]
            is_gap = False
        else:
            is_gap = True
    return said
