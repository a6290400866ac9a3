"""On a lesson's form: the questions at which the player stops."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from college.quizzes.clips import refuse_clips_of_others
from media.chapters.forms import ClockField
from media.clock import clock


class ClockInput(forms.TextInput):
    """Whole seconds, shown and typed as the player shows them: 1:05."""

    def __init__(self) -> None:
        super().__init__({"inputmode": "numeric", "size": 8, "autocomplete": "off", "placeholder": "1:05"})

    def format_value(self, value: Any) -> Any:
        return clock(int(value)) if str(value).isdecimal() else value

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        try:
            seconds = ClockField(required=False).to_python(typed)
        except ValidationError:
            return typed
        return typed if seconds is None else str(int(seconds))


def video_questions() -> InlinePanel:
    row = [FieldPanel("second", widget=ClockInput, heading=gettext_lazy("播放到")), FieldPanel("question")]
    return InlinePanel(
        "video_questions",
        [FieldRowPanel(row)],
        heading=gettext_lazy("视频里的题目"),
        label=gettext_lazy("题目"),
        help_text=gettext_lazy("视频播放到这一刻停下来问；学员可以跳过。时间写成 1:05 的样子。"),
    )


def refuse_misplaced(form: Any) -> None:
    """Questions need a video that lasts so long, and each is asked once."""
    formset = form.formsets.get("video_questions")
    if formset is None or not formset.is_valid():
        return
    video, asked = form.cleaned_data.get("video"), set()
    rows = [row for row in formset.forms if not formset._should_delete_form(row)]
    refuse_clips_of_others(rows, form.for_user)
    for row in rows:
        question = row.cleaned_data.get("question")
        if question is None:
            continue
        if video is None:
            row.add_error("second", _("这一课没有视频。"))
        elif video.duration and row.cleaned_data["second"] > video.duration:
            row.add_error("second", _("视频只有 %(length)s 长") % {"length": clock(video.duration)})
        elif question in asked:
            row.add_error("question", _("这道题在这个视频里已经有了。"))
        asked.add(question)
