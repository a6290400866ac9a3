from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from college.courses.hours import plain
from college.progress.models import HourTarget

EARLIEST = date(2000, 1, 1)


class TargetChoice(forms.ModelChoiceField):
    def label_from_instance(self, target: HourTarget) -> str:
        words = (
            gettext("%(name)s：每年 %(hours)s 学时")
            if target.years == 1
            else gettext("%(name)s：%(years)s 年 %(hours)s 学时")
        )
        return words % {"name": target.name, "years": target.years, "hours": plain(target.hours)}


class TargetForm(forms.Form):
    """Which target a person is asked to meet, and from when its years are counted."""

    target = TargetChoice(
        label=_("学时要求"),
        queryset=HourTarget.objects.order_by("name"),
        empty_label=_("请选择"),
        error_messages={"required": _("请选一项学时要求。"), "invalid_choice": _("请从列出的学时要求里选一项。")},
    )
    since = forms.DateField(
        label=_("登记日期"),
        required=False,
        help_text=_("证书登记（或再登记）那一天，三年从这一天算起；按每年要求的不用填。"),
        widget=forms.DateInput(attrs={"type": "date", "aria-describedby": "id_since_helptext"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("登记日期要写成 2026-03-01 这样。")},
    )

    def clean_since(self) -> date | None:
        since = self.cleaned_data["since"]
        if since and not EARLIEST <= since <= localdate():
            raise ValidationError(_("登记日期要在 2000 年以后，并且不晚于今天。"))
        return since

    def clean(self) -> dict[str, Any]:
        target, since = self.cleaned_data.get("target"), self.cleaned_data.get("since")
        if target and target.years == 1:
            self.cleaned_data["since"] = since or localdate().replace(month=1, day=1)
        elif target and not since and "since" not in self.errors:
            self.add_error("since", _("请填登记日期：这几年从那一天算起。"))
        return self.cleaned_data


class CorrectionForm(forms.Form):
    """What an entry should have come to, and why."""

    hours = forms.DecimalField(
        label=_("正确的学时"),
        min_value=0,
        max_value=999,
        decimal_places=2,
        error_messages={"required": _("请填正确的学时；不该计的填 0。"), "invalid": _("学时要是一个数，例如 0.5。")},
    )
    reason = forms.CharField(
        label=_("更正原因"),
        max_length=200,
        help_text=_("学员看得到。请写清事实，不要写身份证号、电话等个人信息。"),
        error_messages={"required": _("请写明更正原因。")},
    )
