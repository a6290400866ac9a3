from typing import Any

from django import forms


class TypedText(forms.CharField):
    """What is typed into several lines. A break is one character, as the browser counts it: it sends two."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str | None:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)
