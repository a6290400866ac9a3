import uuid
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from media.models.work import Work, WorkQuerySet


def private_storage() -> Storage:
    return storages["private"]


def archive_path(row: "CourseImport", filename: str) -> str:
    return f"archives/{row.uuid}/course.zip"


class CourseImport(Work):
    """A course's archive that somebody sent. A worker looks into it; when its sender has agreed, a worker makes drafts
    of it. `plan` is what was found (`archive.plans.Plan`), `agreed` what its sender chose."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等待处理")
        RUNNING = "running", _("正在处理")
        SHOWN = "shown", _("等您确认")
        DONE = "done", _("已经导入")
        FAILED = "failed", _("没有导入")

    KEPT = timedelta(days=7)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    file = models.FileField(storage=private_storage, upload_to=archive_path, blank=True)
    size = models.PositiveBigIntegerField(help_text="bytes")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    plan = models.JSONField(null=True)
    agreed = models.JSONField(null=True)
    course = models.ForeignKey("courses.CoursePage", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("时间"), auto_now_add=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("导入的课程文件")
        verbose_name_plural = pgettext_lazy("plural", "导入的课程文件")
        default_permissions = ()
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_moving(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def reason(self) -> str:
        """Why it was not taken, or why it is tried again, in the reader's language."""
        return gettext(self.error) if self.error else ""
