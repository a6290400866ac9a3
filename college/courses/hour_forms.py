"""The form of one version of an hour policy; its bands are rows of two numbers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import zip_longest
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from college.courses.hours import plain
from college.courses.models import HourRule

Pair = tuple[str, str]
MOST_MINUTES, MOST_HOURS, ROWS = 24 * 60, 24, 5


class BandsWidget(forms.Widget):
    """Rows to fill in, “[30] 分钟及以上 → [1] 学时”, with some empty ones below those there are."""

    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Pair]:
        minutes, hours = (data.getlist(f"{name}-{part}") for part in ("minutes", "hours"))
        return [(least.strip(), given.strip()) for least, given in zip_longest(minutes, hours, fillvalue="")]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-minutes" not in data

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        filled = [pair for pair in map(_as_pair, value or []) if any(pair)]
        rows = filled + [("", "")] * max(1, ROWS - len(filled))
        context = {"name": name, "rows": rows, "id": (attrs or {}).get("id", name)}
        return render_to_string("courses/admin/_bands.html", context)


def _as_pair(band: Mapping[str, Any] | Sequence[str]) -> Pair:
    if isinstance(band, Mapping):
        return str(band["minutes"]), plain(band["hours"])
    return band[0], band[1]


class BandsField(forms.Field):
    """The rows as `HourRule.bands`, the longest first; empty ones are passed over."""

    widget = BandsWidget

    def clean(self, value: list[Pair] | None) -> list[dict[str, Any]]:
        bands = [_band(number, *pair) for number, pair in enumerate(value or [], 1) if any(pair)]
        bands.sort(key=lambda band: band["minutes"], reverse=True)
        if len({band["minutes"] for band in bands}) < len(bands):
            raise ValidationError(_("有两行的分钟数一样，请留一行。"))
        return bands

    def has_changed(self, initial: Any, data: Any) -> bool:
        return [_as_pair(band) for band in initial or []] != [pair for pair in data or [] if any(pair)]


def _band(number: int, minutes: str, hours: str) -> dict[str, Any]:
    row = {"row": number}
    if not (minutes.isascii() and minutes.isdecimal() and int(minutes[:9]) <= MOST_MINUTES):
        raise ValidationError(_("第 %(row)s 行的分钟数要是 0 到 1440 的整数。") % row)
    try:
        given = Decimal(hours)
    except InvalidOperation:
        given = Decimal(0)
    if not (given.is_finite() and 0 < given <= MOST_HOURS and given == round(given, 2)):
        raise ValidationError(_("第 %(row)s 行的学时要大于 0、不超过 24，最多两位小数。") % row)
    return {"minutes": int(minutes), "hours": float(given)}


class RuleForm(WagtailAdminModelForm):
    bands = BandsField(
        label=gettext_lazy("每课学时"),
        required=False,
        help_text=gettext_lazy("“每学完一课”时用：课时够得上的最长一档算数；最短一档写 0 分钟，就每一课都计"),
    )

    class Meta:
        model = HourRule
        fields = ["valid_from", "basis", "minutes_an_hour", "bands", "daily_cap", "once", "source"]
        widgets = {"valid_from": AdminDateInput, "basis": forms.RadioSelect, "once": forms.RadioSelect}
        help_texts = {
            "valid_from": gettext_lazy("这一天起学的按这一版计；以前已经计入的不变"),
            "minutes_an_hour": gettext_lazy("“按看过的分钟”时用"),
            "daily_cap": gettext_lazy("一个人一天按这条规则最多计多少，各门课合在一起；不限就空着"),
            "once": gettext_lazy(
                "同一个视频放在几门课里，也是同一内容。在同一门课里重看不再计；过了期限，在另一门课里学才再计。"
                "三年从学员的登记日期算起"
            ),
        }

    def clean_daily_cap(self) -> Decimal | None:
        cap: Decimal | None = self.cleaned_data["daily_cap"]
        if cap == 0:
            raise ValidationError(_("每天最多 0 学时，就什么也不计了；不限请空着。"))
        return cap

    def clean_valid_from(self) -> Any:
        """Versions follow each other in time as in number."""
        day = self.cleaned_data["valid_from"]
        others = HourRule.objects.filter(policy=self.instance.policy_id)
        before = others.filter(version__lt=self.instance.version).order_by("-version").first()
        after = others.filter(version__gt=self.instance.version).order_by("version").first()
        if before and day <= before.valid_from:
            raise ValidationError(_("要晚于上一版的日期 %(day)s。") % {"day": before.valid_from})
        if after and day >= after.valid_from:
            raise ValidationError(_("要早于下一版的日期 %(day)s。") % {"day": after.valid_from})
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_by_lesson = cleaned.get("basis") == HourRule.Basis.LESSON
        if is_by_lesson and not cleaned.get("bands") and "bands" not in self.errors:
            self.add_error("bands", _("按课计学时，至少要填一行。"))
        if not is_by_lesson and "bands" not in self.errors:
            cleaned["bands"] = []
        return cleaned
