from django import forms
from django.utils.translation import gettext_lazy as _

from college.certificates.content import printable
from college.certificates.lists.papers import names_a_citizen
from college.certificates.models import IssueList

CHOOSE = _("请先选一个文件")


class ListForm(forms.Form):
    occasion = forms.CharField(
        label=_("事由"),
        max_length=IssueList._meta.get_field("occasion").max_length,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "earlier-occasions"}),
        help_text=_("同一个人可以为不同的事由各得一张，例如“2026年上半年服务”。只发一次的证书，空着就好。"),
    )
    file = forms.FileField(
        label=_("Excel 文件"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": CHOOSE, "empty": _("这个文件是空的"), "missing": CHOOSE, "invalid": CHOOSE},
    )

    def clean_occasion(self) -> str:
        occasion = printable(self.cleaned_data["occasion"])
        if names_a_citizen(occasion):
            raise forms.ValidationError(_("请不要在这里写身份证号。"))
        return occasion
