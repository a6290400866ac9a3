from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RecordExtract(models.Model):
    """A learning record as it was downloaded: what was printed and the file's digest, so that anyone can check it."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="record_extracts")
    code = models.CharField(_("查验码"), max_length=20, unique=True)
    content = models.JSONField()
    sha256 = models.CharField(_("PDF 的 SHA-256"), max_length=64)
    made_at = models.DateTimeField(_("开具时间"), auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.code
