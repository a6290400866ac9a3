import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.models import CollectionMember
from wagtail.search import index


def private_storage() -> Storage:
    return storages["private"]


def original_path(video: "Video", filename: str) -> str:
    """The person's file name is kept in the row only: a name on disk is never chosen by who uploads."""
    return f"videos/{video.uuid}/original{PurePath(filename).suffix.lower()[:8]}"


def poster_path(video: "Video", filename: str) -> str:
    return f"videos/{video.uuid}/poster.jpg"


class Video(CollectionMember, index.Indexed, models.Model):
    """An uploaded video; what is known of it (seconds, pixels, sound) is read from the file by the probe."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等待检查")
        PROBING = "probing", _("正在检查")
        READY = "ready", _("可以播放")
        FAILED = "failed", _("不能使用")

    class Language(models.TextChoices):
        CHINESE = "zh", _("中文")
        ENGLISH = "en", _("英文")

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    title = models.CharField(_("标题"), max_length=200)
    file = models.FileField(_("文件"), storage=private_storage, upload_to=original_path)
    original_name = models.CharField(_("原文件名"), max_length=255, editable=False)
    size = models.PositiveBigIntegerField(_("字节"), default=0, editable=False)
    language = models.CharField(_("讲话的语言"), max_length=5, choices=Language, default=Language.CHINESE)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, editable=False)
    error = models.CharField(_("原因"), max_length=300, blank=True, editable=False)
    duration = models.FloatField(_("时长（秒）"), null=True, editable=False)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    has_audio = models.BooleanField(null=True, editable=False)
    poster = models.FileField(storage=private_storage, upload_to=poster_path, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    tags = TaggableManager(blank=True, verbose_name=_("标签"))

    search_fields = [
        *CollectionMember.search_fields,
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("original_name"),
        index.FilterField("state"),
        index.FilterField("created_at"),
    ]

    class Meta:
        verbose_name = _("视频")
        verbose_name_plural = _("视频")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_playable(self) -> bool:
        return self.state == self.State.READY

    @property
    def play_url(self) -> str:
        return reverse("media:play", args=[self.pk])

    @property
    def captions_url(self) -> str:
        return reverse("media:captions", args=[self.pk])

    @property
    def poster_url(self) -> str:
        return reverse("media:poster", args=[self.pk]) if self.poster else ""
