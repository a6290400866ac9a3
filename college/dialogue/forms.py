from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.typed import TypedText
from college.dialogue.models import LONGEST, Question


class AskForm(forms.Form):
    text = TypedText(
        label=_("哪里不懂？"),
        help_text=_("不会打字，可以点键盘上的话筒，说出来就行。只有您和老师看得到。"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("这里还是空的。请先写下您的话。"),
            "max_length": _("请写得短一些，最多 %(limit_value)d 个字。"),
        },
    )


class ReadToForm(forms.Form):
    """`read_to`: the last message on the page, so that nobody speaks or closes past what they have not read."""

    read_to = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def value(self) -> int:
        """0, which is no message, for what nobody could have sent from a page."""
        return self.cleaned_data["read_to"] if self.is_valid() else 0


class SayForm(ReadToForm, AskForm):
    def __init__(self, question: Question, data: Any = None, *, label: str, help_text: str | None = None) -> None:
        super().__init__(data, initial={"read_to": question.read_to})
        self.fields["text"].label = label
        if help_text is not None:
            self.fields["text"].help_text = help_text

    def read_again(self, question: Question) -> None:
        """What was typed is shown once more below what was said meanwhile."""
        self.data = {"text": self.data["text"], "read_to": question.read_to}
