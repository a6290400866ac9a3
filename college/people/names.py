"""The name that others read, and that certificates print: only what can be seen; and how it is shown to strangers."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# The compound surnames (复姓) of 《百家姓》 and a few that are still common.
COMPOUND = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 "
    "皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 "
    "轩辕 呼延 拓跋 百里 东郭 南门 西门 第五 羊舌 左丘 东门 梁丘 谷梁 "
)
COMPOUND_SURNAMES = frozenset(COMPOUND.split())
PARTS = re.compile(r"([\s·•‧・.]+)")


def visible(name: str) -> str:
    """The name without marks that have no look of their own (joiners, marks that turn the direction of writing)."""
    return "".join(character for character in name if unicodedata.category(character) != "Cf").strip()


def has_something_to_read(name: str) -> None:
    if not visible(name):
        raise ValidationError(_("姓名里没有看得见的字，请重新填写。"), code="invisible_name")


def masked(name: str) -> str:
    """As who has not seen the paper reads it.

    王秀兰 → 王*兰, 李明 → 李*, 欧阳修文 → 欧阳**, 阿依古丽·买买提 → 阿***·买**, Ann Lee → A** L**.
    """
    if name[:2] in COMPOUND_SURNAMES and 2 < len(name) <= 4:
        return name[:2] + "*" * (len(name) - 2)
    parts = PARTS.split(name)
    if len(parts) > 1:
        return "".join(part if PARTS.fullmatch(part) else _initial(part) for part in parts)
    if 3 <= len(name) <= 4:
        return name[0] + "*" * (len(name) - 2) + name[-1]
    return _initial(name) if len(name) > 1 else "*"


def _initial(part: str) -> str:
    """The first character and at most four stars, so that the length of a long name stays hidden."""
    return part[:1] + "*" * min(len(part) - 1, 4)
