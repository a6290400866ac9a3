from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from media.models.transcript import Transcript


class Correction(models.Model):
    """One change to a transcript's cues: these were replaced by those. Kept for the history and for undoing.

    `before` and `after` are lists of `{"id", "start_ms", "end_ms", "text"}`. Whoever sends a change again for want of
    an answer says the same `token`: it is made once.
    """

    class Kind(models.TextChoices):
        EDIT = "edit", _("修改")
        SPLIT = "split", _("拆分")
        MERGE = "merge", _("合并")
        INSERT = "insert", _("插入")
        DELETE = "delete", _("删除")
        REPLACE = "replace", _("查找替换")
        UNDO = "undo", _("撤销")
        IMPORT = "import", _("导入")

    transcript = models.ForeignKey(Transcript, on_delete=models.CASCADE, related_name="corrections")
    revision = models.PositiveIntegerField()
    token = models.UUIDField(null=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    user_name = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-revision"]
        constraints = [
            models.UniqueConstraint(fields=["transcript", "revision"], name="one_correction_a_revision"),
            models.UniqueConstraint(fields=["transcript", "token"], name="one_correction_a_token"),
        ]

    def __str__(self) -> str:
        return f"{self.transcript_id} r{self.revision}: {self.get_kind_display()}"
