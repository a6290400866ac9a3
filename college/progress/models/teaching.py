from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college.progress.models.learning import Enrolment


class Note(models.Model):
    """What a teacher wrote to one learner of a course."""

    class Kind(models.TextChoices):
        NOTE = "note", _("留言")
        REMINDER = "reminder", _("提醒")

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("种类"), max_length=10, choices=Kind, default=Kind.NOTE)
    text = models.CharField(_("内容"), max_length=300)
    sent_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("老师的话")
        verbose_name_plural = pgettext_lazy("plural", "老师的话")
        ordering = ["-sent_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.text


class WatchCurve(models.Model):
    """How many learners played, played again and stopped at each part of a lesson's video, as of `computed_at`.

    The lists hold a number for every `step` seconds.
    """

    lesson = models.OneToOneField("courses.LessonPage", on_delete=models.CASCADE, related_name="watch_curve")
    video = models.ForeignKey("media.Video", on_delete=models.CASCADE, related_name="+")
    step = models.PositiveSmallIntegerField()
    learners = models.PositiveIntegerField()
    played = models.JSONField(default=list)
    replayed = models.JSONField(default=list)
    stopped = models.JSONField(default=list)
    computed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.lesson_id}: {self.learners}"
