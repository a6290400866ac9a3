from datetime import timedelta
from pathlib import PurePath

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from media.models.video import Video, private_storage
from media.models.work import Work, WorkQuerySet


def rendition_path(rendition: "Rendition", filename: str) -> str:
    """Each attempt has a name of its own, so that a slow one never touches the file of a later one."""
    return f"videos/{rendition.video.uuid}/{rendition.kind}-{filename}"


# What a kind is called in addresses, and what it is.
FILE_NAMES = {"720p": "720p.mp4", "360p": "360p.mp4", "audio": "audio.m4a", "storyboard": "storyboard.jpg"}
CONTENT_TYPES = {".mp4": "video/mp4", ".m4a": "audio/mp4", ".jpg": "image/jpeg"}


class Rendition(Work):
    """A form of a video made from its original: for a screen and a network, or to find a place in it."""

    class Kind(models.TextChoices):
        HD = "720p", _("高清")
        SD = "360p", _("流畅")
        AUDIO = "audio", _("只听声音")
        STORYBOARD = "storyboard", _("缩略图")

    class State(models.TextChoices):
        WAITING = "waiting", _("等待制作")
        RUNNING = "running", _("正在制作")
        DONE = "done", _("完成")
        FAILED = "failed", _("制作失败")
        CANCELLED = "cancelled", _("已取消")

    LEASE = timedelta(minutes=3)
    SD_LINES = 360
    SLOWEST = 6  # times as long as the video plays

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="renditions")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    file = models.FileField(storage=private_storage, upload_to=rendition_path, blank=True)
    size = models.PositiveBigIntegerField(default=0, help_text="bytes")
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    percent = models.PositiveSmallIntegerField(default=0)

    objects = WorkQuerySet.as_manager()

    class Meta:
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["video", "kind"], name="one_rendition_a_kind")]

    def __str__(self) -> str:
        return f"{self.video} ({self.kind})"

    @property
    def url(self) -> str:
        return reverse(f"media:{self.kind}", args=[self.video_id])

    @property
    def reason(self) -> str:
        """Why it failed, or why it is tried again, in the reader's language."""
        return gettext(self.error) if self.error else ""

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[PurePath(FILE_NAMES[self.kind]).suffix]

    @property
    def longest(self) -> timedelta:
        return max(self.LONGEST, timedelta(seconds=self.SLOWEST * (self.video.duration or 0)))
