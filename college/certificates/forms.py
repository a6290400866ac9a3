from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from college.people.models import StaffKind


class AwardForm(WagtailAdminModelForm):
    kinds = forms.MultipleChoiceField(
        label=_("哪些身份可以获得"), choices=StaffKind.choices, widget=forms.CheckboxSelectMultiple
    )


class IssuerForm(WagtailAdminModelForm):
    def clean_code(self) -> str:
        """A code that stands in serials already given stays what it is."""
        code: str = self.cleaned_data["code"]
        if self.instance.pk and code != self.initial["code"] and self.instance.counters.exists():
            raise ValidationError(_("这个代码已经印在发出的证书上，不能再改。"))
        return code


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("撤销原因"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("查验证书的人都会看到。请写清事实，不要写身份证号、电话等个人信息。"),
    )


class SerialForm(forms.Form):
    serial = forms.CharField(label=_("证书编号"), max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["serial"].widget.attrs |= {
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
        }


class WhoseForm(forms.Form):
    """Asked of who checks a certificate without its code."""

    name = forms.CharField(
        label=_("持证人姓什么？"), max_length=60, error_messages={"required": _("请写证书上持证人的姓。")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
