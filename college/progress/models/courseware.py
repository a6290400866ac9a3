from django.db import models
from django.utils.translation import gettext_lazy as _

from college.packages.elements import NOT_ATTEMPTED


class PackageItem(models.Model):
    """What one enrolment has done in one part of a lesson's package.

    `data` are the values that the package keeps here, by their names in SCORM 1.2, and gets back when it is opened
    again. What was completed or passed once stays so, whatever it says later.
    """

    progress = models.ForeignKey("progress.LessonProgress", on_delete=models.PROTECT, related_name="package_items")
    package = models.ForeignKey("packages.Package", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=255)
    status = models.CharField(_("课件报告的状态"), max_length=20, default=NOT_ATTEMPTED)
    score = models.PositiveSmallIntegerField(_("最好成绩（%）"), null=True)
    data = models.JSONField(default=dict)
    completed_at = models.DateTimeField(_("学完时间"), null=True)
    passed_at = models.DateTimeField(_("通过时间"), null=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField()
    seconds = models.PositiveIntegerField(_("用时（秒）"), default=0)
    """Of the sessions before this one. A package's own word, as far as so much time has passed."""
    session_seconds = models.PositiveIntegerField(default=0)
    session_from = models.DateTimeField()
    client = models.CharField(max_length=32, blank=True)
    """The opening of the package that was heard last, and the number of its last message."""
    number = models.PositiveIntegerField(default=0)
    issued = models.FloatField(default=0)
    """When the page was shown that it was opened on, Unix seconds."""

    class Meta:
        verbose_name = _("课件进度")
        verbose_name_plural = _("课件进度")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["progress", "package", "key"], name="one_row_a_package_item")]

    def __str__(self) -> str:
        return f"{self.progress_id} · {self.key}"

    @property
    def best_status(self) -> str:
        """With what was reached once."""
        return "passed" if self.passed_at else "completed" if self.completed_at else self.status

    @property
    def all_seconds(self) -> int:
        return self.seconds + self.session_seconds
