"""The name that others read, and that certificates print: only what can be seen."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def visible(name: str) -> str:
    """The name without marks that have no look of their own (joiners, marks that turn the direction of writing)."""
    return "".join(character for character in name if unicodedata.category(character) != "Cf").strip()


def has_something_to_read(name: str) -> None:
    if not visible(name):
        raise ValidationError(_("姓名里没有看得见的字，请重新填写。"), code="invisible_name")
