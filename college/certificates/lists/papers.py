"""A person's papers: which there are, whether a number can be one, and how little of it is kept."""

import re
from datetime import date
from unicodedata import normalize

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

IDENTITY_CARD = "身份证"
# As printed on the certificate, so in Chinese whatever language the editor reads.
PAPERS = (
    IDENTITY_CARD,
    "护照",
    "港澳居民来往内地通行证",
    "台湾居民来往大陆通行证",
    "港澳台居民居住证",
    "外国人永久居留身份证",
    "军人证件",
)
CARDS = (IDENTITY_CARD, "港澳台居民居住证")  # whose numbers are citizens' numbers by GB 11643
ALIASES = {"居民身份证": IDENTITY_CARD, "二代身份证": IDENTITY_CARD, "军官证": "军人证件", "士兵证": "军人证件"}
# GB 11643-1999: the weights of the first seventeen digits, and what stands last by the remainder by eleven.
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
LAST = "10X98765432"
CITIZEN = re.compile(r"[1-9][0-9]{5}((?:18|19|20)[0-9]{2})([0-9]{2})([0-9]{2})[0-9]{3}[0-9X]")
# As people write it, in groups too; where one begins within another both are looked at.
WITHIN = re.compile(r"(?<![0-9])(?=([1-9](?:[\s\-–—]*[0-9]){16}[\s\-–—]*[0-9Xx])(?![0-9]))")
SEPARATORS = re.compile(r"[\s\-–—]")
KIND_AND_NUMBER = re.compile(r"([^0-9A-Za-z*]*?)(?:号码?)?[\s:,]*([0-9A-Za-z*].*|)", re.DOTALL)
OTHER = re.compile(r"[A-Z0-9]{5,20}")
ROUNDED = re.compile(r"[0-9]{15}0{3}|[0-9.]+E\+?[0-9]+")


class WrongNumber(ValueError):
    """Why this is no number of such a paper, in one sentence."""


def kind_of(typed: str) -> str | None:
    """Which of `PAPERS` is meant."""
    plain = normalize("NFKC", typed).replace(" ", "")
    plain = ALIASES.get(plain, plain)
    return plain if plain in PAPERS else None


def number_of(typed: str, kind: str) -> str:
    """The number as such a paper has it. Raises WrongNumber."""
    plain = SEPARATORS.sub("", normalize("NFKC", typed)).upper()
    if kind not in CARDS:
        if not OTHER.fullmatch(plain):
            raise WrongNumber(_("证件号码由 5–20 个字母和数字组成，请核对。"))
        return plain
    if ROUNDED.fullmatch(plain) and not is_citizen_number(plain):
        raise WrongNumber(_("Excel 把这个号码当成数字，末尾几位已经变成 0。请先把格式改为“文本”，再写一遍。"))
    if len(plain) != 18:
        raise WrongNumber(_("身份证号应当是 18 位，这里是 %(count)s 位。") % {"count": len(plain)})
    if not is_citizen_number(plain):
        raise WrongNumber(_("这个身份证号不对：校验码或出生日期对不上，请照证件核对。"))
    return plain


def is_citizen_number(number: str) -> bool:
    """By GB 11643: eighteen places, a day of birth, and a last place that follows from the others."""
    if not (match := CITIZEN.fullmatch(number)):
        return False
    try:
        date(*map(int, match.groups()))
    except ValueError:
        return False
    return LAST[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=False)) % 11] == number[-1]


def names_a_citizen(text: str) -> bool:
    """Whether somebody's number stands within a text where it would be kept whole."""
    found = WITHIN.findall(normalize("NFKC", text))
    return any(is_citizen_number(SEPARATORS.sub("", number).upper()) for number in found)


def validate_names_no_citizen(text: str) -> None:
    """Raises ValidationError."""
    if names_a_citizen(text):
        raise ValidationError(_("请不要在这里写身份证号。"))


def masked_of(written: str) -> str:
    """Kind and number as one text, as they are kept: “护照：E12345678” → "护照 E*****678". Raises WrongNumber."""
    kind, number = KIND_AND_NUMBER.fullmatch(normalize("NFKC", written).strip()).groups()  # type: ignore[union-attr]
    if not (known := kind_of(kind)):
        words = _("请先写证件种类，再写号码。种类是其中一种：%(kinds)s。")
        raise WrongNumber(words % {"kinds": _("、").join(PAPERS)})
    if "*" in number:
        raise WrongNumber(_("请写完整的号码：保存时会遮住中间。"))
    return f"{known} {masked(number_of(number, known))}"


def masked(number: str) -> str:
    """The first three and the last four at most; of a short number less, so that half of it stays hidden."""
    first, last = (3, 4) if len(number) >= 14 else (1, 3) if len(number) >= 8 else (0, 2)
    return number[:first] + "*" * (len(number) - first - last) + number[-last:]
