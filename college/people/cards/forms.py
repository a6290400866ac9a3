import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NOT_SIX = _("请输入 6 个数字。")


class DigitsForm(forms.Form):
    """What stands on the helper's screen."""

    code = forms.CharField(
        label=_("6 位数字"),
        error_messages={"required": NOT_SIX, "null_characters_not_allowed": NOT_SIX},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": "20"}),
    )

    def clean_code(self) -> str:
        """However it was typed: 123 456, １２３４５６."""
        plain = "".join(unicodedata.normalize("NFKC", self.cleaned_data["code"]).split())
        if not re.fullmatch(r"[0-9]{6}", plain):
            raise ValidationError(NOT_SIX, code="not-six")
        return plain
