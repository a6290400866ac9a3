from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from college.courses.blocks import lesson_blocks


class LessonPage(Page):
    """A lesson: one lead video or none, and a body to read."""

    introduction = models.CharField(_("导语"), max_length=200, blank=True)
    video = models.ForeignKey(
        "media.Video", on_delete=models.PROTECT, null=True, blank=True, related_name="lessons", verbose_name=_("视频")
    )
    body = StreamField(lesson_blocks(), verbose_name=_("正文"), blank=True)
    reading_minutes = models.PositiveSmallIntegerField(_("阅读时间（分钟）"), default=5)
    is_required = models.BooleanField(_("必学"), default=True)
    required_share = models.PositiveSmallIntegerField(
        _("视频看过多少算学完（%）"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("只计真正播放过的部分；没有视频的课时，读到末尾并确认即为学完"),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("video"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("reading_minutes"), FieldPanel("is_required"), FieldPanel("required_share")],
            heading=_("怎样算学完"),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
        index.SearchField("transcript_text"),
    ]
    parent_page_types = ["courses.CoursePage"]
    subpage_types: list[str] = []
    template = "courses/lesson.html"

    class Meta:
        verbose_name = _("课时")
        verbose_name_plural = _("课时")

    def transcript_text(self) -> str:
        from media.models import Cue

        cues = Cue.objects.filter(transcript__video_id=self.video_id) if self.video_id else Cue.objects.none()
        return "\n".join(cues.values_list("text", flat=True))

    @property
    def minutes(self) -> int:
        """Length of the lead video, else the editor's estimate of reading time, in whole minutes, at least 1."""
        if self.video_id and self.video.duration:
            return max(1, round(self.video.duration / 60))
        return self.reading_minutes
