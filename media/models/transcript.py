from datetime import timedelta

from django.db import models
from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext_lazy as _

from media.clock import clock
from media.models.video import Video
from media.models.work import Work, WorkQuerySet


class TranscriptQuerySet(WorkQuerySet):
    def readable(self) -> "TranscriptQuerySet":
        """Done at least once: while it is transcribed again, what was there stays."""
        return self.filter(Q(state="done") | Q(finished_at__isnull=False) & ~Q(state="silent"))

    def with_progress(self) -> "TranscriptQuerySet":
        """Adds `planned` and `heard`, seconds of the video, both None before the planning, and `at_work`, in chunks."""
        return self.annotate(
            planned=Sum(F("chunks__end") - F("chunks__start")),
            heard=Sum(F("chunks__done_until") - F("chunks__start")),
            at_work=Count("chunks", filter=Q(chunks__state="running")),
        )


class Transcript(Work):
    """What is said in a video, in one language. The work on the row itself is its planning: cutting it into chunks.

    Done when all its chunks are.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("等待转写")
        RUNNING = "running", _("正在转写")
        DONE = "done", _("字幕已就绪")
        SILENT = "silent", _("没有讲话声，不需要字幕")
        FAILED = "failed", _("转写失败")
        CANCELLED = "cancelled", _("转写已取消")

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="transcripts")
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    engine = models.CharField(max_length=40, blank=True, help_text=_("转写所用的引擎与模型"))
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0, help_text="grows with every correction")
    announced_revision = models.PositiveIntegerField(default=0, help_text="up to where the rooms above know of it")

    objects = TranscriptQuerySet.as_manager()

    class Meta:
        verbose_name = _("字幕")
        verbose_name_plural = _("字幕")
        constraints = [
            models.UniqueConstraint(fields=["video", "language"], name="one_transcript_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.video} ({self.language})"

    @property
    def is_readable(self) -> bool:
        """As `TranscriptQuerySet.readable` says."""
        return self.state == self.State.DONE or (self.finished_at is not None and self.state != self.State.SILENT)


class Chunk(Work):
    """A stretch of a video between two silences, transcribed as one piece of work.

    `done_until` (seconds of the video) says how far the engine is, for the percentage the editor sees.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("等待")
        RUNNING = "running", _("进行中")
        DONE = "done", _("完成")
        FAILED = "failed", _("失败")
        CANCELLED = "cancelled", _("已取消")

    LEASE = timedelta(minutes=3)

    transcript = models.ForeignKey(Transcript, on_delete=models.CASCADE, related_name="chunks")
    start = models.FloatField(help_text="s")
    end = models.FloatField(help_text="s")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done_until = models.FloatField(help_text="s")
    took = models.FloatField(null=True, help_text="s of wall-clock time that the successful attempt needed")

    objects = WorkQuerySet.as_manager()

    class Meta:
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(fields=["transcript", "start"], name="one_chunk_a_start"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="chunk_has_length"),
        ]

    def __str__(self) -> str:
        return f"{self.transcript_id}: {self.start:.1f}–{self.end:.1f} s"

    @property
    def longest(self) -> timedelta:
        """Twenty times its length: slower than any machine that is of use."""
        return max(timedelta(minutes=20), 20 * timedelta(seconds=self.end - self.start))


class Cue(models.Model):
    """A line of the transcript and when it is spoken, in milliseconds of the video.

    `revision` is the transcript's when the cue was last changed: whoever changes it names the one they saw.
    A `repair` is `[start, end, heard]`: letters of `text` that stand for what the engine had written there.
    """

    transcript = models.ForeignKey(Transcript, on_delete=models.CASCADE, related_name="cues")
    chunk = models.ForeignKey(Chunk, on_delete=models.SET_NULL, null=True, related_name="cues")
    start_ms = models.PositiveIntegerField()
    end_ms = models.PositiveIntegerField()
    text = models.CharField(max_length=500)
    confidence = models.FloatField(
        null=True, help_text="0–1, probability of the least sure letter that lesson and glossaries do not confirm"
    )
    sureness = models.JSONField(
        default=list, blank=True, help_text="hundredths, the probability of each character of what was heard"
    )
    repairs = models.JSONField(default=list, blank=True)
    is_corrected = models.BooleanField(default=False, help_text="a person's words: the engine never overwrites them")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["start_ms", "pk"]
        indexes = [models.Index(fields=["transcript", "start_ms"], name="cue_in_order")]
        constraints = [
            models.CheckConstraint(condition=models.Q(end_ms__gt=models.F("start_ms")), name="cue_has_length"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def start(self) -> float:
        return self.start_ms / 1000

    @property
    def end(self) -> float:
        return self.end_ms / 1000

    @property
    def clock(self) -> str:
        return clock(self.start)
