from typing import Any
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.contrib.admin.decorators import display
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from college.certificates.content import Content
from college.certificates.forms import AwardForm, IssuerForm
from college.certificates.querysets import AwardQuerySet, CertificateManager
from college.people.models import Membership, StaffKind
from college.people.names import masked
from college.progress.models import Enrolment


class Issuer(models.Model):
    """An organisation in whose name certificates are issued; its code is part of every serial."""

    organisation = models.OneToOneField(
        "people.Organisation", on_delete=models.PROTECT, related_name="issuer", verbose_name=_("组织")
    )
    code = models.CharField(
        _("代码"),
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2,6}$", _("代码是 2–6 个大写字母。"))],
        help_text=_("2–6 个大写字母，例如 HFML；印在每张证书的编号里，发过证书以后不能再改。"),
    )
    signatory = models.CharField(_("负责人"), max_length=60, blank=True)
    contact = models.CharField(_("联系方式"), max_length=60, blank=True, help_text=_("印在证书上，供核对时联系"))

    panels = [FieldPanel(name) for name in ("organisation", "code", "signatory", "contact")]
    base_form_class = IssuerForm

    class Meta:
        verbose_name = _("发证单位")
        verbose_name_plural = pgettext_lazy("plural", "发证单位")

    def __str__(self) -> str:
        return str(self.organisation)


class Award(models.Model):
    """The rule that a completed course earns a certificate, and for whom. `kinds` are `StaffKind` values."""

    course = models.OneToOneField(
        "courses.CoursePage", on_delete=models.PROTECT, related_name="award", verbose_name=_("课程")
    )
    title = models.CharField(_("证书名称"), max_length=60, help_text=_("印在证书最上方，例如“结业证书”"))
    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="awards", verbose_name=_("发证单位"))
    kinds = models.JSONField(_("哪些身份可以获得"), default=list)
    is_active = models.BooleanField(
        _("启用"), default=True, help_text=_("启用后，以前学完而符合条件的人也会得到证书；停用后不再发新的。")
    )

    objects = AwardQuerySet.as_manager()

    panels = [FieldPanel(name) for name in ("course", "title", "issuer", "kinds", "is_active")]
    base_form_class = AwardForm

    class Meta:
        verbose_name = _("发证规则")
        verbose_name_plural = pgettext_lazy("plural", "发证规则")

    def __str__(self) -> str:
        return self.title

    @property
    def kind_labels(self) -> list[str]:
        return [str(StaffKind(kind).label) for kind in self.kinds]

    def kinds_of(self, learner: Any) -> list[str]:
        """As which of the kinds that this award asks for the learner serves, in the order of the rule."""
        served = set(learner.memberships.filter(kind__in=self.kinds).values_list("kind", flat=True))
        return [kind for kind in self.kinds if kind in served]

    def owed_enrolments(self) -> models.QuerySet[Enrolment]:
        """Completed by someone eligible who is active, and nothing was ever issued for it (nor revoked since)."""
        learner = models.OuterRef("learner")
        return Enrolment.objects.filter(
            models.Exists(Membership.objects.filter(user=learner, kind__in=self.kinds)),
            ~models.Exists(self.certificates.filter(holder=learner)),
            course=self.course_id,
            learner__is_active=True,
            completed_at__isnull=False,
        ).order_by("completed_at", "pk")


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
    """An issued certificate: never changed but to be revoked. `content` is all that is printed on it.

    When its holder is erased the name in it gives way to a pseudonym and the PDF goes; serial, digest and validity
    stay, so that a copy in somebody's hands can still be checked.

    The PDF lies in its row: written in the same transaction as the serial and the digest, saved by the same backup.
    """

    serial = models.CharField(_("编号"), max_length=40, unique=True)
    code = models.CharField(_("查验码"), max_length=12, help_text=_("印在二维码里，证明查验的人见过证书"))
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("持证人")
    )
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("发证规则"))
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+", verbose_name=_("报名"))
    content = models.JSONField(_("证书内容"))
    issued_at = models.DateTimeField(_("发证时间"))
    revoked_at = models.DateTimeField(_("撤销时间"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("撤销人")
    )
    revocation_reason = models.CharField(_("撤销原因"), max_length=200, blank=True)
    pdf_sha256 = models.CharField(_("PDF 的 SHA-256"), max_length=64)
    pdf = models.BinaryField()
    erased_at = models.DateTimeField(_("删除个人资料的时间"), null=True, editable=False)

    objects = CertificateManager()

    class Meta:
        verbose_name = _("证书")
        verbose_name_plural = pgettext_lazy("plural", "证书")
        ordering = ["-issued_at", "-pk"]
        # Issued by rule, withdrawn by revoking: nobody adds, changes or deletes one by hand.
        default_permissions = ("view",)
        permissions = [("revoke_certificate", _("撤销证书"))]
        constraints = [
            models.UniqueConstraint(
                fields=["award", "holder"], condition=models.Q(revoked_at=None), name="one_valid_certificate"
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at=None) | models.Q(pdf=b""), name="erased_certificate_has_no_pdf"
            ),
        ]

    def __str__(self) -> str:
        return self.serial

    @property
    def printed(self) -> Content:
        return Content.from_json(self.content)

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None

    @property
    def may_be_reissued(self) -> bool:
        """Whether it was revoked and its holder was given none of the same award since."""
        given = Certificate.objects.filter(award=self.award_id, holder=self.holder_id)
        return not self.is_valid and not given.filter(pk__gt=self.pk).exists()

    @property
    @display(description=_("状态"))
    def state(self) -> str:
        return gettext("有效") if self.is_valid else gettext("已撤销")

    @property
    @display(description=_("证书名称"))
    def title(self) -> str:
        return self.printed.title

    @property
    @display(description=_("持证人"))
    def holder_name(self) -> str:
        return self.printed.holder

    @property
    @display(description=_("课程"))
    def course(self) -> str:
        return self.printed.course

    def name_for(self, code: str) -> str:
        """The holder's name as printed for one who has the code from the certificate, hidden for anyone else."""
        return self.printed.holder if constant_time_compare(code, self.code) else masked(self.printed.holder)

    @property
    def verify_url(self) -> str:
        """The full address in the QR code, with the code that shows the whole name."""
        return verify_url(self.serial, self.code)


def verify_url(serial: str, code: str) -> str:
    path = reverse("certificates:verify", args=[serial])
    return f"{urljoin(settings.WAGTAILADMIN_BASE_URL, path)}?{urlencode({'code': code})}"
