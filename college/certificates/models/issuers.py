from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from college.certificates.forms import IssuerForm


class Artwork(models.Model):
    """A picture that is printed: a background, a seal, a signature. Never changed: another picture is another row.

    `content` is a PNG or JPEG as Pillow wrote it, never as it was sent. It lies in its row, where no address leads to
    it: a seal that anyone can fetch is a seal that anyone can forge.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.width} × {self.height}"


class Issuer(ClusterableModel):
    """An organisation in whose name certificates are issued; its code is part of every serial."""

    organisation = models.OneToOneField(
        "people.Organisation", on_delete=models.PROTECT, related_name="issuer", verbose_name=_("组织")
    )
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True, help_text=_("印在英文证书上"))
    code = models.CharField(
        _("代码"),
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2,6}$", _("代码是 2–6 个大写字母。"))],
        help_text=_("2–6 个大写字母，例如 HFML；印在每张证书的编号里，发过证书以后不能再改。"),
    )
    signatory = models.CharField(_("负责人"), max_length=60, blank=True)
    handler = models.CharField(_("经办人"), max_length=60, blank=True)
    contact = models.CharField(_("联系方式"), max_length=60, blank=True, help_text=_("印在证书上，供核对时联系"))
    seal = models.ForeignKey(
        Artwork,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("印章"),
        help_text=_("白底或透明底的 PNG 或 JPEG；不传就画一枚写着单位名称的电子章。"),
    )

    panels = [
        *(FieldPanel(name) for name in ("organisation", "name_en", "code", "signatory", "handler", "contact")),
        FieldPanel("seal"),
        InlinePanel("signatories", heading=_("签发人"), label=_("签发人")),
    ]
    base_form_class = IssuerForm

    class Meta:
        verbose_name = _("发证单位")
        verbose_name_plural = pgettext_lazy("plural", "发证单位")

    def __str__(self) -> str:
        return str(self.organisation)


class Signatory(Orderable):
    """Who signs for an issuer."""

    issuer = ParentalKey(Issuer, on_delete=models.CASCADE, related_name="signatories")
    name = models.CharField(_("姓名"), max_length=60)
    name_en = models.CharField(_("英文姓名"), max_length=60, blank=True)
    post = models.CharField(_("职务"), max_length=60, blank=True)
    post_en = models.CharField(_("英文职务"), max_length=60, blank=True)
    signature = models.ForeignKey(
        Artwork, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("签名")
    )

    panels = [FieldPanel(name) for name in ("name", "name_en", "post", "post_en", "signature")]

    class Meta(Orderable.Meta):
        verbose_name = _("签发人")
        verbose_name_plural = pgettext_lazy("plural", "签发人")

    def __str__(self) -> str:
        return f"{self.post} {self.name}".strip()


class SerialCounter(models.Model):
    """The last running number given by an issuer in a year; locked while the next is taken, so there are no gaps."""

    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="counters")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "year"], name="one_counter_a_year")]

    def __str__(self) -> str:
        return f"{self.issuer} {self.year}: {self.last}"


class SigningKey(models.Model):
    """The public half of a key that signed credentials: it stays published, so that they can be checked for ever.

    The private half is a file outside the database and the repository (`CERTIFICATE_KEYS_DIR`).
    """

    name = models.CharField(max_length=40, unique=True)
    public = models.CharField(max_length=80, unique=True)
    """As a Multikey: base58btc of an Ed25519 key, from z6Mk."""
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
