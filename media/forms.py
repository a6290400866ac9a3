from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Field
from django.template.defaultfilters import filesizeformat
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.collections import (
    BaseCollectionMemberForm,
    CollectionChoiceField,
    collection_member_permission_formset_factory,
)
from wagtail.admin.forms.tags import validate_tag_length
from wagtail.admin.widgets import AdminTagWidget
from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionPermissionLookupMixin
from wagtail.permissions import policy_registry
from wagtail.search import index as search_index

from media.glossaries.actions import repair_later
from media.glossaries.terms import check_terms
from media.models import Glossary, Video
from media.uploads.actions import too_big

ACCEPTED = "video/*,.mkv,.flv,.rmvb,.rm,.ts,.mts,.m4v,.3gp,.avi,.wmv"


def formfield(field: Field, **kwargs: Any) -> forms.Field | None:
    if field.name == "collection":
        queryset = Collection.objects.all()
        return CollectionChoiceField(label=_("集合"), queryset=queryset, empty_label=None, **kwargs)
    return field.formfield(**kwargs)


class VideoForm(BaseCollectionMemberForm):
    """What an editor says of a video."""

    class Meta:
        model = Video
        fields = ["title", "language", "glossaries", "terms", "tags", "collection"]
        widgets = {
            "tags": AdminTagWidget,
            "glossaries": forms.CheckboxSelectMultiple,
            "terms": forms.Textarea(attrs={"rows": 4}),
        }
        formfield_callback = formfield
        help_texts = {
            "language": _("按视频里讲的话选；改了会重新转写"),
            "glossaries": _("勾选了，字幕里同音的错字会照它改过来。用于所有视频的词表不必选。"),
            "terms": _(
                "一行写一个：讲课人的姓名、地名、这节课才有的说法。中文字幕里没听清的同音错字会照它改过来；字母写的词目前不起作用。"
            ),
            "tags": _("用逗号隔开，便于以后查找"),
        }

    @cached_property
    def permission_policy(self) -> CollectionPermissionLookupMixin:
        return policy_registry.get_by_type(Video)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choosable = Glossary.objects.filter(is_everywhere=False)
        if "glossaries" in self.fields:
            self.fields["glossaries"].queryset = choosable
            if not choosable.exists():
                del self.fields["glossaries"]

    def clean_terms(self) -> str:
        check_terms(self.cleaned_data["terms"])
        return self.cleaned_data["terms"]

    def clean_tags(self) -> list[str]:
        validate_tag_length(self.cleaned_data["tags"])
        return self.cleaned_data["tags"]

    def save(self, commit: bool = True) -> Video:
        video = super().save(commit=False)
        if commit:
            # Not the whole row: workers have written to it since the form was opened.
            columns = {field.name for field in video._meta.concrete_fields}
            video.save(update_fields=columns.intersection(self.changed_data))
            self.save_m2m()
            search_index.insert_or_update_object(video)
            if {"terms", "glossaries"} & set(self.changed_data):
                repair_later([video.pk])
        return video


class UploadForm(VideoForm):
    """A new video: an upload that is complete, or the file itself from a browser without JavaScript.

    Whatever it is called, the file is looked at later: here only its size matters.
    """

    upload = forms.UUIDField(required=False, widget=forms.HiddenInput)

    class Meta(VideoForm.Meta):
        fields = ["file", "title", "language", "tags", "collection"]
        help_texts = {**VideoForm.Meta.help_texts, "title": _("不填就用文件名")}
        error_messages = {"file": {"empty": _("这个文件是空的，请换一个文件。")}}
        widgets = {**VideoForm.Meta.widgets, "file": forms.FileInput(attrs={"accept": ACCEPTED})}

    def __init__(self, *args: Any, refusal: str = "", **kwargs: Any) -> None:
        """`refusal`: why the file that came with the form was not taken in."""
        super().__init__(*args, **kwargs)
        self.refusal = refusal
        limit = filesizeformat(settings.VIDEO_MAX_BYTES)
        self.fields["title"].required = False
        self.fields["file"].required = False
        # What it is called is not where it is kept.
        self.fields["file"].max_length = None
        self.fields["file"].help_text = _(
            "常见的视频都可以（MP4、MOV、WebM、MKV……），每个最大 %(limit)s；MP4 最稳妥。"
        ) % {"limit": limit}

    def clean_file(self) -> UploadedFile | None:
        file = self.cleaned_data["file"]
        if file and file.size > settings.VIDEO_MAX_BYTES:
            raise forms.ValidationError(too_big(filesizeformat(file.size)), code="too-big")
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.refusal:
            self.add_error("file", self.refusal)
        elif not cleaned.get("file") and not cleaned.get("upload") and not self.errors:
            self.add_error("file", _("请先选一个视频文件。"))
        return cleaned


GroupVideoPermissionFormSet = collection_member_permission_formset_factory(
    Video,
    [
        ("add_video", _("添加"), _("添加视频，修改自己上传的视频")),
        ("change_video", _("修改"), _("修改任何人上传的视频")),
        ("choose_video", _("选用"), _("在课时里选用视频")),
    ],
    "media/admin/permissions_formset.html",
)
