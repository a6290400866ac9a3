"""Days and hours as people write them into cells."""

import re
from datetime import date
from decimal import Decimal
from unicodedata import normalize

from django.utils.translation import gettext_lazy as _
from openpyxl.utils.datetime import from_excel

from college.certificates.content import plain

WRITTEN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
AMOUNT = re.compile(r"(\d{1,4}(?:\.\d{1,2})?)\s*(?:个?学时|个?小时|hours?|h)?", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1950, 2100
# Where a date's cell was turned into text, Excel leaves the number by which it counts days.
COUNTED = re.compile(r"[3-7]\d{4}")


class Mistyped(ValueError):
    """Why it cannot be read, in one sentence."""


def day(typed: str) -> date:
    """2026年3月1日, 2026/3/1, 2026.3.1, 20260301, 46082. Raises Mistyped."""
    text = normalize("NFKC", typed).strip()
    try:
        if match := WRITTEN.fullmatch(text) or TOGETHER.fullmatch(text):
            found = date(*map(int, match.groups()))
        elif COUNTED.fullmatch(text):
            found = from_excel(int(text)).date()
        else:
            raise Mistyped(_("看不懂这个日期。请写成 2026-03-01 这样。"))
    except Mistyped:
        raise
    except ValueError as error:
        raise Mistyped(_("没有这一天，请核对。")) from error
    if not FIRST_YEAR <= found.year < LAST_YEAR:
        raise Mistyped(_("这一年不对，请核对。"))
    return found


def hours(typed: str) -> str:
    """“１２.0 学时” → "12". Raises Mistyped."""
    match = AMOUNT.fullmatch(normalize("NFKC", typed).strip())
    if not match or not Decimal(match[1]):
        raise Mistyped(_("请写大于 0、不超过 9999 的数，例如 12 或 12.5。"))
    return plain(Decimal(match[1]))
