import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.fields import StreamField
from wagtail.models import PreviewableMixin

from college.certificates import readymade
from college.certificates.blocks import RowsBlock
from college.certificates.models.issuers import Artwork, Issuer

if TYPE_CHECKING:
    from college.certificates.models.awards import Award

Design = dict[str, Any]
"""orientation, language, background (SHA-256 of an `Artwork`, or empty) and rows: type, and what its block holds."""


class Template(PreviewableMixin, models.Model):  # type: ignore[django-manager-missing]
    """How a certificate looks, as an editor designs it: rows, one below the other.

    Of one issuer; or the college's own, which every issuer uses and only superusers change.
    """

    class Orientation(models.TextChoices):
        LANDSCAPE = "landscape", _("横向")
        PORTRAIT = "portrait", _("纵向")

    class Language(models.TextChoices):
        CHINESE = "zh", _("中文")
        ENGLISH = "en", _("英文")

    name = models.CharField(_("名称"), max_length=60, unique=True)
    issuer = models.ForeignKey(
        Issuer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="templates",
        verbose_name=_("发证单位"),
        help_text=_("只给这个单位的证书用。空着的是学院共用的，由管理员设计。"),
    )
    orientation = models.CharField(_("方向"), max_length=10, choices=Orientation, default=Orientation.LANDSCAPE)
    language = models.CharField(_("语言"), max_length=2, choices=Language, default=Language.CHINESE)
    background = models.ForeignKey(
        Artwork,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("背景图"),
        help_text=_("铺满整页，代替画好的边框；PNG 或 JPEG。保存以后在预览里看得到。"),
    )
    rows = StreamField(RowsBlock(), verbose_name=_("从上到下的内容"), default=list)

    class Meta:
        verbose_name = _("证书模板")
        verbose_name_plural = pgettext_lazy("plural", "证书模板")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def design(self) -> Design:
        return {
            "orientation": self.orientation,
            "language": self.language,
            "background": self.background.sha256 if self.background else "",
            "rows": [{"type": row["type"], **without_ids(row["value"])} for row in self.rows.get_prep_value()],
        }

    def layout(self) -> "Layout":
        return Layout.of(self.design)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from college.certificates.desk.previews import preview_template

        return preview_template(request, self)


class Layout(models.Model):
    """A template as it was when a certificate was issued by it. Never changed."""

    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of `design` as JSON with sorted keys."""
    design = models.JSONField()

    def __str__(self) -> str:
        return self.digest[:12]

    @classmethod
    def of(cls, design: Design) -> "Layout":
        written = json.dumps(design, sort_keys=True, ensure_ascii=False)
        return cls.objects.get_or_create(digest=sha256(written.encode()).hexdigest(), defaults={"design": design})[0]

    @classmethod
    def for_award(cls, award: "Award") -> "Layout":
        """That of its template; of the ready-made certificate of training, where it has none."""
        return award.template.layout() if award.template else cls.of(readymade.design(readymade.TRAINING))


def without_ids(value: Any) -> Any:
    """What a block holds, without the marks by which the editor's page tells items apart."""
    if isinstance(value, list):
        return [without_ids(item["value"] if isinstance(item, dict) and "id" in item else item) for item in value]
    if isinstance(value, dict):
        return {name: without_ids(held) for name, held in value.items()}
    return value
