"""The form by which what is printed on a certificate is put right."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminDateInput

from college.certificates.content import Content, plain, printable
from college.certificates.lists import papers
from college.people.names import has_something_to_read

LONGEST_NAME = 60
LONGEST_TEXT = 200


class CorrectionForm(forms.Form):
    """Begins with what is printed; `changes` are the fields of `Content` as they should be."""

    holder = forms.CharField(
        label=_("姓名"),
        max_length=LONGEST_NAME,
        validators=[has_something_to_read],
        error_messages={"required": _("请写姓名。")},
    )
    holder_en = forms.CharField(label=_("英文姓名"), max_length=LONGEST_NAME, required=False)
    organisation = forms.CharField(label=_("所在组织"), max_length=100, required=False)
    identity = forms.CharField(
        label=_("证件"),
        max_length=60,
        required=False,
        help_text=_("先写种类，再写完整的号码，例如“护照 E12345678”。只保存和印出开头、末尾几位，中间换成星号。"),
    )
    volunteer_number = forms.CharField(label=_("志愿者编号"), max_length=40, required=False)
    courses = forms.CharField(
        label=_("课程"), required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("一行一门。")
    )
    hours = forms.DecimalField(
        label=pgettext_lazy("certificate", "学时"), required=False, min_value=0, max_digits=6, decimal_places=2
    )
    learned_from = forms.DateField(label=_("开始日期"), required=False, widget=AdminDateInput)
    learned_until = forms.DateField(label=_("结束日期"), required=False, widget=AdminDateInput)
    service = forms.CharField(
        label=_("服务内容"), max_length=LONGEST_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    notes = forms.CharField(
        label=_("备注"), max_length=LONGEST_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    reason = forms.CharField(
        label=_("为什么更正"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写明为什么更正。")},
        help_text=_("例如“名字里错了一个字”。只有工作人员看得到。"),
    )

    def clean_identity(self) -> str:
        """The number masked, unless it is the masked one that is printed already."""
        written, kept = self.cleaned_data["identity"], self.initial.get("identity", "")
        if not written or written == kept:
            return written
        try:
            return papers.masked_of(written)
        except papers.WrongNumber as wrong:
            raise ValidationError(str(wrong)) from wrong

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        begun, ended = said.get("learned_from"), said.get("learned_until")
        if begun and ended and ended < begun:
            self.add_error("learned_until", ValidationError(_("结束日期早于开始日期，请再看一遍。")))
        for name, text in list(said.items()):
            if isinstance(text, str) and papers.names_a_citizen(text):
                self.add_error(name, ValidationError(_("请不要在这里写身份证号。")))
        return said

    @property
    def changes(self) -> dict[str, Any]:
        said = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        courses = [line for line in map(str.strip, said["courses"].splitlines()) if line]
        texts = {name: printable(value) for name, value in said.items() if isinstance(value, str)}
        return said | texts | {"courses": courses, "hours": plain(said["hours"])}


def initial_of(printed: Content) -> dict[str, Any]:
    names = set(CorrectionForm.base_fields) - {"reason"}
    said = {name: getattr(printed, name) for name in names}
    hours = Decimal(printed.hours) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", printed.hours) else None
    return said | {"courses": "\n".join(printed.courses), "hours": hours}
