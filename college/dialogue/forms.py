from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from college.dialogue.models import LONGEST


class Words(forms.CharField):
    """A line break is one character, as the browser counts it."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class AskForm(forms.Form):
    text = Words(
        label=_("哪里不懂？"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("请写下您想问的话。"),
            "max_length": _("请写得短一些，最多 %(limit_value)d 个字。"),
        },
    )


class SayForm(AskForm):
    """`read_to`: the last message on the page, so that nothing is said past what its author has not read."""

    read_to = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**63 - 1)

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label

    def read_again(self, last: int) -> None:
        """What was typed is shown once more below what was said meanwhile."""
        self.data = {"text": self.data["text"], "read_to": last}
