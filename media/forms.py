from pathlib import PurePath
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

from media.models import Video


def formfield(field: Field, **kwargs: Any) -> forms.Field | None:
    if field.name == "collection":
        queryset = Collection.objects.all()
        return CollectionChoiceField(label=_("收藏夹"), queryset=queryset, empty_label=None, **kwargs)
    return field.formfield(**kwargs)


class VideoForm(BaseCollectionMemberForm):
    """What an editor says of a video."""

    class Meta:
        model = Video
        fields = ["title", "language", "tags", "collection"]
        widgets = {"tags": AdminTagWidget}
        formfield_callback = formfield
        help_texts = {
            "language": _("按视频里讲的话选；改了会重新转写"),
            "tags": _("用逗号隔开，便于以后查找"),
        }

    @cached_property
    def permission_policy(self) -> CollectionPermissionLookupMixin:
        return policy_registry.get_by_type(Video)

    def clean_tags(self) -> list[str]:
        validate_tag_length(self.cleaned_data["tags"])
        return self.cleaned_data["tags"]

    def save(self, commit: bool = True) -> Video:
        video = super().save(commit=commit)
        if commit:
            search_index.insert_or_update_object(video)
        return video


class UploadForm(VideoForm):
    """A new video. Whatever it is called, the file is looked at later: here only its size matters."""

    class Meta(VideoForm.Meta):
        fields = ["file", *VideoForm.Meta.fields]
        help_texts = {**VideoForm.Meta.help_texts, "title": _("不填就用文件名")}
        error_messages = {"file": {"required": _("请先选一个视频文件。"), "empty": _("这个文件是空的，请换一个文件。")}}
        widgets = {**VideoForm.Meta.widgets, "file": forms.FileInput(attrs={"accept": "video/*,.mkv,.flv,.rmvb"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = filesizeformat(settings.VIDEO_MAX_BYTES)
        self.fields["title"].required = False
        # What it is called is not where it is kept.
        self.fields["file"].max_length = None
        self.fields["file"].help_text = _("常见的视频都可以（MP4、MOV、WebM、MKV……），最大 %(limit)s；MP4 最稳妥。") % {
            "limit": limit
        }
        self.fields["file"].widget.attrs["data-max-bytes"] = settings.VIDEO_MAX_BYTES
        self.fields["file"].widget.attrs["data-too-big"] = too_big("{size}")

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > settings.VIDEO_MAX_BYTES:
            raise forms.ValidationError(too_big(filesizeformat(file.size)), code="too-big")
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "file" in cleaned:
            cleaned["title"] = cleaned.get("title") or PurePath(cleaned["file"].name).stem[:200]
        return cleaned


def too_big(size: str) -> str:
    limit = filesizeformat(settings.VIDEO_MAX_BYTES)
    return _("这个文件有 %(size)s，超过了 %(limit)s 的上限。请压缩或剪短后再上传。") % {"size": size, "limit": limit}


GroupVideoPermissionFormSet = collection_member_permission_formset_factory(
    Video,
    [
        ("add_video", _("添加"), _("添加视频，修改自己上传的视频")),
        ("change_video", _("修改"), _("修改任何人上传的视频")),
        ("choose_video", _("选用"), _("在课时里选用视频")),
    ],
    "media/admin/permissions_formset.html",
)
