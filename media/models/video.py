import uuid
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import TaggableManager
from wagtail.models import CollectionMember
from wagtail.search import index

from media.captions.languages import own_name
from media.clock import clock
from media.containers import browser_warning, content_type
from media.models.work import Work
from media.querysets import VideoQuerySet

if TYPE_CHECKING:
    from media.models.rendition import Rendition
    from media.models.transcript import Cue, Transcript
    from media.reading.opening import Reading
    from media.sources import Source, Storyboard


class CaptionTrack(NamedTuple):
    """For a <track>: code and own name of the language, and where the WebVTT is."""

    language: str
    label: str
    url: str
    is_default: bool


def private_storage() -> Storage:
    return storages["private"]


def original_path(video: "Video", filename: str) -> str:
    """The person's file name is kept in the row only: nothing of a name on disk is chosen by who uploads."""
    return f"videos/{video.uuid}/original"


def poster_path(video: "Video", filename: str) -> str:
    return f"videos/{video.uuid}/poster.jpg"


class Video(CollectionMember, index.Indexed, Work):  # type: ignore[django-manager-missing]  # a page's manager
    """An uploaded video; what is known of it (seconds, pixels, sound) is read from the file by the probe."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等待检查")
        RUNNING = "running", _("正在检查")
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
    container = models.CharField(max_length=60, blank=True, editable=False)
    video_codec = models.CharField(max_length=30, blank=True, editable=False)
    audio_codec = models.CharField(max_length=30, blank=True, editable=False)
    duration = models.FloatField(_("时长（秒）"), null=True, editable=False)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    has_audio = models.BooleanField(null=True, editable=False)
    poster = models.FileField(storage=private_storage, upload_to=poster_path, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    glossaries = models.ManyToManyField("media.Glossary", blank=True, related_name="videos", verbose_name=_("词表"))
    terms = models.TextField(_("这个视频里的专名和术语"), blank=True, help_text=_("一行一个，转写和纠错时会参考"))
    tags = TaggableManager(blank=True, verbose_name=_("标签"))

    objects = VideoQuerySet.as_manager()

    search_fields = [
        *CollectionMember.search_fields,
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("original_name"),
        index.FilterField("id"),
        index.FilterField("state"),
        index.FilterField("created_at"),
        index.FilterField("language"),
        index.FilterField("uploaded_by"),
    ]

    class Meta:
        verbose_name = _("视频")
        verbose_name_plural = pgettext_lazy("plural", "视频")
        ordering = ["-created_at", "-pk"]
        permissions = [("choose_video", "Can choose video")]

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

    @property
    def content_type(self) -> str:
        return content_type(self.container, self.video_codec)

    @cached_property
    def reading(self) -> "Reading":
        """What is read beside the player, asked for once."""
        from media.reading.opening import opening_of

        return opening_of(self)

    @property
    def is_playable_as_it_is(self) -> bool:
        return not browser_warning(self.container, self.video_codec, self.audio_codec)

    @property
    def browser_warning(self) -> str:
        """A sentence for the editor if browsers can play neither the file nor anything made of it, else empty."""
        if not self.is_playable or self.is_playable_as_it_is or {"720p", "360p"} & set(self.made):
            return ""
        return browser_warning(self.container, self.video_codec, self.audio_codec)

    @cached_property
    def made(self) -> "dict[str, Rendition]":
        """Its finished renditions by kind, asked for once."""
        return {rendition.kind: rendition for rendition in self.renditions.all() if rendition.state == "done"}

    @cached_property
    def sources(self) -> "list[Source]":
        from media.sources import sources_of

        return sources_of(self)

    @cached_property
    def storyboard(self) -> "Storyboard | None":
        from media.sources import storyboard_of

        return storyboard_of(self)

    @property
    def length(self) -> str:
        return clock(self.duration) if self.duration else ""

    @cached_property
    def written(self) -> "list[Transcript]":
        """Its transcripts in all languages, asked for once."""
        return list(self.transcripts.all())

    @property
    def transcript(self) -> "Transcript | None":
        """The one in the language that is spoken."""
        return next((found for found in self.written if found.language == self.language), None)

    @property
    def has_captions(self) -> bool:
        return self.transcript is not None and self.transcript.is_readable

    def captions(self) -> "list[Transcript]":
        """The transcripts to show, the spoken language first.

        What the engine wrote down while the video was said to be in another language is not among them.
        """
        done = [found for found in self.written if found.is_readable]
        shown = [found for found in done if found.language == self.language or not found.engine]
        return sorted(shown, key=lambda found: (found.language != self.language, found.language))

    def caption_tracks(self) -> list[CaptionTrack]:
        return [self._track(shown.language) for shown in self.captions()]

    def _track(self, language: str) -> CaptionTrack:
        is_spoken = language == self.language
        url = self.captions_url if is_spoken else reverse("media:captions", args=[self.pk, language])
        return CaptionTrack(language, own_name(language), url, is_default=is_spoken)

    def cues(self) -> "models.QuerySet[Cue]":
        from media.models.transcript import Cue

        return Cue.objects.filter(transcript__video=self, transcript__language=self.language)
