from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college.progress.models.learning import Enrolment
from college.progress.querysets import AttendanceQuerySet


class Attendance(models.Model):
    """That a learner was there when a lesson was taught on a day, on the word of who called the roll.

    Kept for good under the lesson's title of that day. A mistake is put right by withdrawing it: the row stays, with
    who did it and when, and `undone` keeps what it alone had completed, under "lesson" and "course" (`completed_at`,
    `rule`, `rule_version`). Whoever is marked again gets another row.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendances")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.PROTECT, related_name="+")
    lesson_title = models.CharField(_("课时"), max_length=255)
    day = models.DateField(_("到课日期"))
    is_visiting = models.BooleanField(_("旁听"), default=False)
    marked_at = models.DateTimeField(_("点名时间"))
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(_("更正时间"), null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone = models.JSONField(default=dict)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("到课")
        verbose_name_plural = pgettext_lazy("plural", "到课")
        ordering = ["-day", "-pk"]
        default_permissions = ()
        permissions = [("mark_attendance", _("点名"))]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "lesson", "day"], condition=Q(withdrawn_at=None), name="attended_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="withdrawn_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["lesson", "day"], name="attendance_by_day")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.lesson_title} · {self.day}"
