from functools import cached_property

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college.packages.outlines import Outline


def private_storage() -> Storage:
    return storages["private"]


def file_path(package: "Package", filename: str) -> str:
    """The person's file name is kept in the row only."""
    return f"packages/{package.digest}.zip"


class Package(models.Model):  # type: ignore[django-manager-missing]  # a page's manager
    """A course package as it was sent. A newer version takes the place of the older in the same row."""

    title = models.CharField(_("标题"), max_length=200)
    file = models.FileField(_("文件"), storage=private_storage, upload_to=file_path)
    original_name = models.CharField(_("原文件名"), max_length=255)
    size = models.PositiveBigIntegerField(_("字节"))
    digest = models.CharField(max_length=64, editable=False)
    """SHA-256 of the file."""
    content = models.JSONField(default=dict, editable=False)
    version = models.PositiveIntegerField(_("第几版"), default=1)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("谁放进来的")
    )
    made_at = models.DateTimeField(auto_now_add=True)
    is_kept = models.BooleanField(default=False, editable=False)
    """Else it was only sent to be looked at, and goes when nobody has agreed to it."""

    class Meta:
        verbose_name = _("课件")
        verbose_name_plural = pgettext_lazy("plural", "课件")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def outline(self) -> Outline:
        return Outline.from_json(self.content)
