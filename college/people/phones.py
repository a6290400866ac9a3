"""Chinese mobile numbers: typed in many ways, kept in one (E.164, +8613800138000), shown in one (138 0013 8000)."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

is_e164 = RegexValidator(r"^\+861[3-9][0-9]{9}$", _("请输入 11 位手机号，例如 138 0013 8000。"), code="invalid_phone")
_typed = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9})")


def normalised(typed: str) -> str:
    """The number in E.164. Raises `ValidationError` if it is no Chinese mobile number."""
    plain = re.sub(r"[\s()./\-‐-―]", "", unicodedata.normalize("NFKC", typed))
    if not (match := _typed.fullmatch(plain)):
        raise ValidationError(is_e164.message, code=is_e164.code)
    return f"+86{match[1]}"


def readable(number: str | None) -> str:
    """The number as people write it, in groups that can be read out."""
    local = (number or "").removeprefix("+86")
    return f"{local[:3]} {local[3:7]} {local[7:]}".strip()


def is_no_phone(name: str) -> None:
    """A login name that is somebody's number would make it unclear whose password is meant."""
    try:
        normalised(name)
    except ValidationError:
        return
    raise ValidationError(
        _("登录名不能是手机号。登录以后，在“我的账户”里绑定手机号，就可以用手机号登录。"), code="login_name_is_phone"
    )


class MobileNumberField(forms.CharField):
    """Accepts a number however it is typed; cleans to E.164, or None when left empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("手机号"))
        kwargs.setdefault("empty_value", None)
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel-national"}))
        super().__init__(**kwargs)

    def clean(self, value: str) -> str | None:
        typed = super().clean(value)
        return normalised(typed) if typed else None

    def prepare_value(self, value: str | None) -> str | None:
        return readable(value) if value and value.startswith("+86") else value
