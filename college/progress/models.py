from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Enrolment(models.Model):
    """That a person takes a course. Kept for good; the title and hours at completion outlive an edit."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("学员")
    )
    course = models.ForeignKey(
        "courses.CoursePage", on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("课程")
    )
    enrolled_at = models.DateTimeField(_("报名时间"), auto_now_add=True)
    last_active_at = models.DateTimeField(_("最近学习"), auto_now_add=True)
    last_lesson = models.ForeignKey(
        "courses.LessonPage", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("最近课时")
    )
    completed_at = models.DateTimeField(_("学完时间"), null=True)
    course_title = models.CharField(_("学完时的课程名"), max_length=255, blank=True)
    hours = models.DecimalField(_("学完时的学时"), max_digits=5, decimal_places=1, null=True)

    class Meta:
        verbose_name = _("报名")
        verbose_name_plural = _("报名")
        constraints = [models.UniqueConstraint(fields=["learner", "course"], name="enrolled_once")]

    def __str__(self) -> str:
        return f"{self.learner} · {self.course}"


class LessonProgress(models.Model):
    """What one enrolment has covered of one lesson.

    `watched` is the watch map: bit n (least significant first) is set when second n of the video was played.
    `clients` maps a player's id to [last sequence number, Unix time of its last message in seconds].
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="lessons")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.PROTECT, related_name="+")
    watched = models.BinaryField(default=bytes)
    covered = models.PositiveIntegerField(_("看过的秒数"), default=0)
    position = models.FloatField(_("停在（秒）"), default=0)
    refused = models.PositiveIntegerField(_("未采信的秒数"), default=0)
    clients = models.JSONField(default=dict)
    opened_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    completed_at = models.DateTimeField(null=True)
    lesson_title = models.CharField(_("学完时的课时名"), max_length=255, blank=True)
    rule = models.CharField(_("学完所依规则"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("课时进度")
        verbose_name_plural = _("课时进度")
        constraints = [models.UniqueConstraint(fields=["enrolment", "lesson"], name="one_progress_a_lesson")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.lesson_id}"
