import re
from collections.abc import Iterable
from typing import Any
from unicodedata import normalize

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import get_default_renderer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from media.chapters.suggest import Suggestion
from media.clock import clock
from media.models import Chapter

CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})|(\d{1,6})")
MOST = 200


class ClockField(forms.CharField):
    """Seconds, typed as the player shows them: 1:05, 1:02:05, or 65."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 8, "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if not typed:
            return None
        match = CLOCK.fullmatch(normalize("NFKC", typed))
        if not match or int(match[3] or 0) > 59:
            raise ValidationError(_("时间请写成 1:05 或 1:02:05 的样子"))
        hours, minutes, seconds, alone = (int(part or 0) for part in match.groups())
        return float(alone or hours * 3600 + minutes * 60 + seconds)

    def prepare_value(self, value: Any) -> Any:
        return clock(value) if isinstance(value, float) else value


class ChapterForm(forms.Form):
    start = ClockField(label=gettext_lazy("开始时间"), required=False)
    title = forms.CharField(
        label=gettext_lazy("标题"), required=False, max_length=Chapter._meta.get_field("title").max_length
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if "start" in said and "title" in said and (said["start"] is None) != (not said["title"]):
            missing = "title" if said["start"] is not None else "start"
            self.add_error(missing, _("请写标题") if missing == "title" else _("请写从什么时候开始"))
        return said

    @property
    def is_filled(self) -> bool:
        return self.cleaned_data.get("start") is not None


class ChapterFormSet(forms.BaseFormSet):
    form = ChapterForm
    extra, min_num, max_num, absolute_max = 3, 0, MOST, 2 * MOST
    can_delete = can_delete_extra = validate_max = True
    can_order = validate_min = False
    renderer = get_default_renderer()

    def __init__(self, *args: Any, duration: float, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.duration = duration

    def clean(self) -> None:
        taken: set[float] = set()
        for form in self.kept():
            if "start" not in form.cleaned_data:
                continue
            start = form.cleaned_data["start"]
            if start is not None and start >= self.duration:
                form.add_error("start", _("视频只有 %(length)s 长") % {"length": clock(self.duration)})
            elif start is not None and start in taken:
                form.add_error("start", _("两章不能从同一秒开始"))
            taken.add(start)

    def kept(self) -> Iterable[ChapterForm]:
        return [form for form in self.forms if form.has_changed() and not self._should_delete_form(form)]  # type: ignore[attr-defined]

    def chapters(self) -> list[Suggestion]:
        """In order; the first is from the start."""
        filled = [form.cleaned_data for form in self.kept() if form.is_filled]
        said = sorted((data["start"], data["title"]) for data in filled)
        return [Suggestion(start if place else 0.0, title) for place, (start, title) in enumerate(said)]
