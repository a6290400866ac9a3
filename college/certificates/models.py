from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Issuer(models.Model):
    """An organisation in whose name certificates are issued; its code is part of every serial."""

    organisation = models.OneToOneField(
        "people.Organisation", on_delete=models.PROTECT, related_name="issuer", verbose_name=_("组织")
    )
    code = models.CharField(_("代码"), max_length=6, unique=True, help_text=_("2–6 位大写字母或数字，例如 HFML"))
    signatory = models.CharField(_("负责人"), max_length=60, blank=True)
    contact = models.CharField(_("联系方式"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("发证单位")
        verbose_name_plural = _("发证单位")

    def __str__(self) -> str:
        return str(self.organisation)


class Award(models.Model):
    """The rule that a completed course earns a certificate, and for whom."""

    course = models.OneToOneField(
        "courses.CoursePage", on_delete=models.PROTECT, related_name="award", verbose_name=_("课程")
    )
    title = models.CharField(_("证书名称"), max_length=60)
    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="awards", verbose_name=_("发证单位"))
    kinds = models.JSONField(_("哪些身份可以获得"), default=list)
    is_active = models.BooleanField(_("启用"), default=True)

    class Meta:
        verbose_name = _("发证规则")
        verbose_name_plural = _("发证规则")

    def __str__(self) -> str:
        return self.title


class SerialCounter(models.Model):
    """The last running number given by an issuer in a year; locked while the next is taken, so there are no gaps."""

    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="counters")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "year"], name="one_counter_a_year")]

    def __str__(self) -> str:
        return f"{self.issuer} {self.year}: {self.last}"


class Certificate(models.Model):
    """An issued certificate: never changed but to be revoked. `content` is all that is printed on it."""

    serial = models.CharField(_("编号"), max_length=40, unique=True)
    code = models.CharField(_("查验码"), max_length=12, help_text=_("印在二维码里，证明查验的人见过证书"))
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("持证人")
    )
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("发证规则"))
    enrolment = models.ForeignKey("progress.Enrolment", on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField(_("发证时间"))
    revoked_at = models.DateTimeField(_("撤销时间"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("撤销人")
    )
    revocation_reason = models.CharField(_("撤销原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("证书")
        verbose_name_plural = _("证书")
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["award", "holder"], condition=models.Q(revoked_at=None), name="one_valid_certificate"
            ),
        ]

    def __str__(self) -> str:
        return self.serial
