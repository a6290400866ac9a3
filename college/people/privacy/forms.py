from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from college.people.models import User


class EraseForm(forms.Form):
    """What has to be typed before anything is erased: for oneself a word, for somebody else their sign-in name."""

    typed = forms.CharField(max_length=60, error_messages={"required": gettext_lazy("这一项还没有填。")})

    def __init__(self, *args: Any, person: User, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_own = person == by
        self.asked = _("删除") if is_own else person.username
        label = _("请输入“%(word)s”") if is_own else _("请输入这个人的登录名“%(word)s”，以免删错人")
        self.fields["typed"].label = label % {"word": self.asked}
        self.fields["typed"].widget.attrs |= {
            "autocomplete": "off",
            "autocapitalize": "none",
            "spellcheck": "false",
        }

    def clean_typed(self) -> str:
        typed = self.cleaned_data["typed"].strip(" “”\"'")
        if typed.casefold() != self.asked.casefold():
            sentence = _("输入的和要求的不一样，什么都没有删除。请输入“%(word)s”。")
            raise ValidationError(sentence % {"word": self.asked}, code="other-word")
        return typed
