from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college.certificates.models.issuers import Artwork


class Template(models.Model):  # type: ignore[django-manager-missing]
    """How a certificate looks, as an editor designs it."""

    class Orientation(models.TextChoices):
        LANDSCAPE = "landscape", _("横向")
        PORTRAIT = "portrait", _("纵向")

    class Language(models.TextChoices):
        CHINESE = "zh", _("中文")
        ENGLISH = "en", _("英文")

    name = models.CharField(_("名称"), max_length=60, unique=True)
    orientation = models.CharField(_("方向"), max_length=10, choices=Orientation, default=Orientation.LANDSCAPE)
    language = models.CharField(_("语言"), max_length=2, choices=Language, default=Language.CHINESE)
    background = models.ForeignKey(
        Artwork, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("背景图")
    )

    class Meta:
        verbose_name = _("证书模板")
        verbose_name_plural = pgettext_lazy("plural", "证书模板")

    def __str__(self) -> str:
        return self.name


class Layout(models.Model):
    """A template as it was when a certificate was issued by it. Never changed."""

    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of `design` as JSON with sorted keys."""
    design = models.JSONField()

    def __str__(self) -> str:
        return self.digest[:12]
