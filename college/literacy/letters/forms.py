from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.typed import TypedText
from college.literacy.letters.models import MOST_CHARACTERS
from college.literacy.letters.pictures import MOST_BYTES, UnusablePicture, as_jpeg


class TextForm(forms.Form):
    text = TypedText(
        label=gettext_lazy("把文字粘贴在这里"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": gettext_lazy("这里还是空的。请先粘贴一段文字。"),
            "max_length": gettext_lazy("文字太长了，一次最多 2000 个字。请分成几段来读。"),
        },
    )


class PhotoForm(forms.Form):
    """`jpeg` is the picture made safe."""

    photo = forms.FileField(
        label=gettext_lazy("拍一张照片，或者选一张"),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        error_messages={
            "required": gettext_lazy("还没有照片。请先拍一张，或者选一张。"),
            "empty": gettext_lazy("这张照片是空的。请再拍一张。"),
        },
    )

    def __init__(self, *args: Any, refusal: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if refusal:  # why the file was left out of the form; see `college.uploads`
            self.fields["photo"].error_messages["required"] = refusal

    def clean_photo(self) -> UploadedFile:
        photo: UploadedFile = self.cleaned_data["photo"]
        if (photo.size or 0) > MOST_BYTES:
            words = _("这张照片太大，不能超过 %(most)s。请把手机的拍照尺寸调小一点，再拍一张。")
            raise forms.ValidationError(words % {"most": filesizeformat(MOST_BYTES)})
        try:
            self.jpeg = as_jpeg(photo)
        except UnusablePicture as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return photo
