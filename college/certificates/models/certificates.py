from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.contrib.admin.decorators import display
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college.certificates.content import Content
from college.certificates.models.awards import Award
from college.certificates.models.issuers import SigningKey
from college.certificates.models.templates import Layout
from college.certificates.querysets import WITHDRAWN, CertificateManager
from college.people.names import masked
from college.progress.models import Enrolment


class Certificate(models.Model):
    """An issued certificate: `content` is all that is printed on it, by `layout`, and never changes.

    What is wrong on it is put right by another that supersedes it; what runs out is renewed by another; what should
    not have been given is revoked. When its holder is erased the name in it gives way to a pseudonym, and the PDF and
    the credential go; serial, digest and validity stay, so that a copy in somebody's hands can still be checked.

    PDF and credential lie in the row: written in the same transaction as the serial, saved by the same backup.
    """

    class State(models.TextChoices):
        VALID = "valid", _("有效")
        EXPIRED = "expired", _("已过期")
        REVOKED = "revoked", _("已撤销")
        SUPERSEDED = "superseded", _("已更正")

    RENEWABLE = (State.VALID, State.EXPIRED)

    class Succession(models.TextChoices):
        CORRECTION = "correction", _("更正")
        RENEWAL = "renewal", _("续期")
        REISSUE = "reissue", _("重新发证")

    serial = models.CharField(_("编号"), max_length=40, unique=True)
    code = models.CharField(_("查验码"), max_length=12, help_text=_("印在二维码里，证明查验的人见过证书"))
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("持证人")
    )
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("发证规则"))
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("报名")
    )
    """The last of the courses to be completed; none where it was given by hand."""
    occasion = models.CharField(_("事由"), max_length=60, blank=True)
    """Tells apart what one person is given more than once by the same award, e.g. 2026年上半年服务."""
    content = models.JSONField(_("证书内容"))
    layout = models.ForeignKey(Layout, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(_("发证时间"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("发证人")
    )
    """None: by the rule."""
    valid_until = models.DateField(_("有效期至"), null=True)
    """The last valid day; None: for ever."""
    predecessor = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="successor", verbose_name=_("原证书")
    )
    succession = models.CharField(_("换发"), max_length=10, choices=Succession, blank=True)
    """Why this one follows `predecessor`."""
    succession_reason = models.CharField(_("换发说明"), max_length=200, blank=True)
    superseded_at = models.DateTimeField(_("更正时间"), null=True)
    renewed_at = models.DateTimeField(_("续期时间"), null=True)
    revoked_at = models.DateTimeField(_("撤销时间"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("撤销人")
    )
    revocation_reason = models.CharField(_("撤销原因"), max_length=200, blank=True)
    pdf_sha256 = models.CharField(_("PDF 的 SHA-256"), max_length=64)
    pdf = models.BinaryField()
    credential = models.TextField(blank=True)
    """The Open Badge as JSON with its data integrity proof."""
    credential_jwt = models.TextField(blank=True)
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, null=True, related_name="+")
    share_token = models.CharField(max_length=32, null=True, unique=True, editable=False)  # noqa: DJ001
    """Who has it sees the certificate with the whole name; the holder makes it and takes it away."""
    reminded_at = models.DateTimeField(_("到期提醒时间"), null=True)
    erased_at = models.DateTimeField(_("删除个人资料的时间"), null=True, editable=False)

    objects = CertificateManager()

    class Meta:
        verbose_name = _("证书")
        verbose_name_plural = pgettext_lazy("plural", "证书")
        ordering = ["-issued_at", "-pk"]
        # Issued by rule, withdrawn by revoking: nobody adds, changes or deletes one by hand.
        default_permissions = ("view",)
        permissions = [("revoke_certificate", _("撤销证书")), ("issue_certificate", _("发证"))]
        constraints = [
            models.UniqueConstraint(
                fields=["award", "holder", "occasion"],
                condition=models.Q(revoked_at=None, superseded_at=None, renewed_at=None),
                name="one_standing_certificate",
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at=None) | models.Q(pdf=b"", credential="", credential_jwt=""),
                name="erased_certificate_has_no_pdf",
            ),
            models.CheckConstraint(
                condition=models.Q(predecessor=None, succession="")
                | (models.Q(predecessor__isnull=False) & ~models.Q(succession="")),
                name="successor_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["valid_until"], name="certificate_valid_until"),
            models.Index(fields=["pdf_sha256"], name="certificate_pdf_sha256"),
            models.Index(fields=["serial"], condition=WITHDRAWN, name="certificate_withdrawn"),
        ]

    def __str__(self) -> str:
        return self.serial

    @property
    def printed(self) -> Content:
        return Content.from_json(self.content)

    @property
    def state(self) -> "Certificate.State":
        if self.revoked_at:
            return self.State.REVOKED
        if self.superseded_at:
            return self.State.SUPERSEDED
        if self.valid_until and self.valid_until < timezone.localdate():
            return self.State.EXPIRED
        return self.State.VALID

    @property
    def is_valid(self) -> bool:
        return self.state == self.State.VALID

    @property
    def is_current(self) -> bool:
        """Valid, and not renewed by another that is shown in its place."""
        return self.is_valid and not self.renewed_at

    @property
    def days_left(self) -> int | None:
        """Until its last valid day; negative after it, None for ever."""
        return (self.valid_until - timezone.localdate()).days if self.valid_until else None

    @property
    def is_running_out(self) -> bool:
        """Whether the holder is to be reminded that it will expire."""
        return self.is_current and self.days_left is not None and self.days_left <= self.award.reminder_days

    @property
    def share_url(self) -> str:
        return urljoin(settings.WAGTAILADMIN_BASE_URL, reverse("certificates:shared", args=[self.share_token]))

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None

    @property
    def may_be_reissued(self) -> bool:
        """Whether it was revoked and its holder was given none of the same award since."""
        given = Certificate.objects.filter(award=self.award_id, holder=self.holder_id, occasion=self.occasion)
        return self.state == self.State.REVOKED and not given.filter(pk__gt=self.pk).exists()

    @property
    @display(description=_("现在的证书"))
    def followed_by(self) -> "Certificate | None":
        return self.latest

    @property
    @display(description=_("状态"))
    def state_label(self) -> str:
        return str(_("已续期") if self.renewed_at and self.state in self.RENEWABLE else self.state.label)

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
        return _("、").join(self.printed.courses)

    @property
    def masked_name(self) -> str:
        """The holder's name as who has not seen the paper reads it."""
        return masked(self.printed.holder)

    def has_code(self, code: str) -> bool:
        """Whether this is the code in the QR of the certificate."""
        return constant_time_compare(code, self.code)

    @cached_property
    def latest(self) -> "Certificate | None":
        """The last of those that followed this one; None where none did."""
        if not (self.superseded_at or self.renewed_at or self.revoked_at):
            return None
        given = Certificate.objects.filter(award=self.award_id, holder=self.holder_id, occasion=self.occasion)
        following = {each.predecessor_id: each for each in given.exclude(predecessor=None)}
        last = following.get(self.pk)
        while last and last.pk in following:
            last = following[last.pk]
        return last

    @property
    def verify_url(self) -> str:
        """The full address in the QR code, with the code that shows the whole name."""
        return verify_url(self.serial, self.code)


def verify_url(serial: str, code: str = "") -> str:
    address = urljoin(settings.WAGTAILADMIN_BASE_URL, reverse("certificates:verify", args=[serial]))
    return f"{address}?{urlencode({'code': code})}" if code else address
