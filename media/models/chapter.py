from django.db import models
from django.utils.translation import gettext_lazy as _

from media.clock import clock
from media.models.video import Video


class Chapter(models.Model):
    """Where a part of a video begins and what it is about. It lasts until the next one."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="chapters")
    start_ms = models.PositiveIntegerField()
    title = models.CharField(_("标题"), max_length=80)
    is_suggested = models.BooleanField(default=False, help_text="no person has looked at it yet")

    class Meta:
        ordering = ["start_ms"]
        constraints = [models.UniqueConstraint(fields=["video", "start_ms"], name="one_chapter_a_start")]

    def __str__(self) -> str:
        return self.title

    @property
    def start(self) -> float:
        return self.start_ms / 1000

    @property
    def second(self) -> int:
        """Where a link to it leads."""
        return self.start_ms // 1000

    @property
    def clock(self) -> str:
        return clock(self.start)
