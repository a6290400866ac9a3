"""A field in an editor's form that takes a sentence by microphone, or from a file."""

from typing import Any
from uuid import UUID

from django import forms
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import blocks

from college.voice.models import Recording
from college.voice.recordings import MOST_SECONDS


class RecordingInput(forms.TextInput):
    """Its value is the number of a recording; without JavaScript there is nothing to see."""

    input_type = "hidden"
    template_name = "voice/admin/recording_input.html"

    class Media:
        js = ["js/voice/recording.js"]
        css = {"all": ["css/recording.css"]}

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        """By the site's own templates."""
        return render_to_string(template_name, context)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        sounds = reverse("voice:recording", args=[UUID(int=0)]).replace(str(UUID(int=0)), "{id}")
        return context | {"record_url": reverse("voice_record"), "sounds": sounds, "most_seconds": MOST_SECONDS}


class RecordingField(forms.UUIDField):
    widget = RecordingInput

    def clean(self, value: Any) -> str:
        number = super().clean(value)
        if number and not Recording.objects.filter(pk=number).exists():
            raise forms.ValidationError(_("这段录音已经没有了，请再录一次。"))
        return str(number) if number else ""


class RecordingBlock(blocks.FieldBlock):
    """The number of a recording, as text; empty without one."""

    def __init__(self, required: bool = False, help_text: Any = None, **kwargs: Any) -> None:
        self.field = RecordingField(required=required, help_text=help_text)
        super().__init__(**kwargs)

    class Meta:
        icon = "media"
        default = ""
