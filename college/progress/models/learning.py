from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from college.progress.querysets import EnrolmentQuerySet, LessonProgressQuerySet


def _in_words(rule: str, version: int | None) -> str:
    return gettext("%(rule)s（第 %(version)s 版）") % {"rule": rule, "version": version} if version else rule


class Enrolment(models.Model):
    """That a person takes a course. Kept for good; title, hours and rule at completion outlive an edit."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("学员")
    )
    course = models.ForeignKey(
        "courses.CoursePage", on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("课程")
    )
    enrolled_at = models.DateTimeField(_("报名时间"), auto_now_add=True)
    completed_at = models.DateTimeField(_("学完时间"), null=True, editable=False)
    course_title = models.CharField(_("学完时的课程名"), max_length=255, blank=True, editable=False)
    hours = models.DecimalField(_("学完时的学时"), max_digits=5, decimal_places=1, null=True, editable=False)
    rule = models.CharField(_("学完所依规则"), max_length=300, blank=True, editable=False)
    rule_version = models.PositiveIntegerField(_("规则版本"), null=True, editable=False)
    # What lists of a whole class are sorted and counted by; kept up wherever progress is written.
    active_at = models.DateTimeField(_("最近学习"), default=timezone.now, editable=False)
    current_lesson = models.ForeignKey(
        "courses.LessonPage", on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    lessons_done = models.PositiveSmallIntegerField(_("学完的课数"), default=0, editable=False)
    # So that the learner's pages ask for notes only where there may be any; kept by `teaching.notes`.
    has_unread_notes = models.BooleanField(default=False, db_default=False, editable=False)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("报名")
        verbose_name_plural = pgettext_lazy("plural", "报名")
        ordering = ["-enrolled_at"]
        indexes = [
            models.Index(fields=["course", "completed_at"], name="enrolments_by_completion"),
            # With the key, by which lists break ties: a whole class may have been enrolled at one moment.
            models.Index(fields=["course", "active_at", "id"], name="enrolments_by_activity"),
            models.Index(fields=["course", "current_lesson"], name="enrolments_by_lesson"),
            models.Index(fields=["course", "enrolled_at", "id"], name="enrolments_by_beginning"),
            models.Index(fields=["course", "lessons_done", "id"], name="enrolments_by_lessons_done"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["learner", "course"], name="enrolled_once"),
            models.CheckConstraint(
                condition=Q(completed_at=None) | (~Q(course_title="") & Q(hours__isnull=False)),
                name="completed_course_keeps_its_title_and_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.course}"

    @property
    def is_completed(self) -> bool:
        return self.completed_at is not None

    @property
    def rule_words(self) -> str:
        """The rule it was completed by, with its version."""
        return _in_words(self.rule, self.rule_version)


class LessonProgress(models.Model):
    """What one enrolment has covered of one lesson.

    `watched` is the watch map of `video`: bit n, least significant first, is set when second n was played; `replayed`
    likewise when it was played again.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="lessons")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.PROTECT, related_name="+")
    video = models.ForeignKey("media.Video", on_delete=models.SET_NULL, null=True, related_name="+")
    watched = models.BinaryField(default=bytes)
    replayed = models.BinaryField(default=bytes)
    covered = models.PositiveIntegerField(_("看过的秒数"), default=0)
    position = models.FloatField(_("停在（秒）"), default=0)
    refused = models.PositiveIntegerField(_("未采信的秒数"), default=0)
    opened_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    read_at = models.DateTimeField(_("读完时间"), null=True)
    quiz_passed_at = models.DateTimeField(_("通过测验时间"), null=True)
    package = models.ForeignKey("packages.Package", on_delete=models.SET_NULL, null=True, related_name="+")
    """The course package that the next three speak of; `PackageItem` has its parts."""
    package_completed_at = models.DateTimeField(_("课件学完时间"), null=True)
    package_passed_at = models.DateTimeField(_("课件通过时间"), null=True)
    package_score = models.PositiveSmallIntegerField(_("课件最好成绩（%）"), null=True)
    attended_at = models.DateTimeField(_("课堂到课时间"), null=True)
    completed_at = models.DateTimeField(_("学完时间"), null=True)
    lesson_title = models.CharField(_("学完时的课时名"), max_length=255, blank=True)
    rule = models.CharField(_("学完所依规则"), max_length=300, blank=True)
    rule_version = models.PositiveIntegerField(_("规则版本"), null=True)
    is_by_attendance = models.BooleanField(_("由课堂到课学完"), default=False, db_default=False)
    """Completed by being there, where it was not watched or read as its rule asks."""

    objects = LessonProgressQuerySet.as_manager()

    class Meta:
        verbose_name = _("课时进度")
        verbose_name_plural = _("课时进度")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson"], name="one_progress_a_lesson"),
            models.CheckConstraint(
                condition=Q(completed_at=None) | ~Q(lesson_title=""), name="completed_lesson_keeps_its_title"
            ),
        ]
        indexes = [
            models.Index(fields=["completed_at"], condition=Q(completed_at__isnull=False), name="lessons_by_completion")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.lesson_id}"

    @property
    def is_completed(self) -> bool:
        return self.completed_at is not None

    @property
    def rule_words(self) -> str:
        return _in_words(self.rule, self.rule_version)


class Attention(models.Model):
    """What `allowance` remembers of one person's players, whichever lessons they show: nobody watches ten at once."""

    learner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attention")
    seats = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.learner_id)
