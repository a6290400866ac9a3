from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.admin.decorators import display
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college.certificates.models.awards import Award
from college.certificates.models.certificates import Certificate
from college.certificates.querysets import NominationQuerySet
from college.people.names import masked
from media.models import Work
from media.models.work import WorkQuerySet


class PublicityList(models.Model):
    """Names shown to the public before their certificates are issued, from the first day to the last, both whole.

    Whoever is approved under one award on the same day stands on the same list.
    """

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="publicity", verbose_name=_("发证规则"))
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))

    class Meta:
        verbose_name = _("公示")
        verbose_name_plural = pgettext_lazy("plural", "公示")
        default_permissions = ("view",)
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gt=models.F("starts_on")), name="publicity_takes_time"),
            models.UniqueConstraint(fields=["award", "starts_on", "ends_on"], name="one_publicity_list_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.award} {self.starts_on}"

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1


class Nomination(models.Model):
    """Somebody who is to have a certificate, while a reviewer or the public has a say; kept when they had it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待审核")
        PUBLISHED = "published", _("公示中")
        ISSUED = "issued", _("已发证")
        REFUSED = "refused", _("未通过")

    OPEN = (State.WAITING, State.PUBLISHED)

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="nominations", verbose_name=_("发证规则"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="nominations", verbose_name=_("姓名")
    )
    occasion = models.CharField(_("事由"), max_length=60, blank=True)
    details = models.JSONField(default=dict)
    """What a list or a form said of the certificate: see `content.Details`."""
    state = models.CharField(_("状态"), max_length=10, choices=State)
    made_at = models.DateTimeField(_("提名时间"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("提名人")
    )
    """None: by the rule."""
    decided_at = models.DateTimeField(_("审核时间"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("审核人")
    )
    remark = models.CharField(_("意见"), max_length=200, blank=True)
    publicity = models.ForeignKey(
        PublicityList, on_delete=models.PROTECT, null=True, related_name="nominations", verbose_name=_("公示")
    )
    certificate = models.OneToOneField(
        Certificate, on_delete=models.PROTECT, null=True, related_name="nomination", verbose_name=_("证书")
    )

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("拟发证书")
        verbose_name_plural = pgettext_lazy("plural", "拟发证书")
        ordering = ["made_at", "pk"]
        default_permissions = ("view",)
        permissions = [("review_nomination", _("审核拟发证书"))]
        constraints = [
            models.UniqueConstraint(
                fields=["award", "person", "occasion"],
                condition=models.Q(state__in=("waiting", "published")),
                name="one_open_nomination",
            ),
            models.CheckConstraint(
                condition=models.Q(state="issued", certificate__isnull=False)
                | (~models.Q(state="issued") & models.Q(certificate=None)),
                name="issued_nomination_has_a_certificate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award} · {self.person_id}"

    @property
    def masked_name(self) -> str:
        """As the public reads it."""
        return masked(str(self.person))

    @property
    def place(self) -> str:
        """Where they serve as what the award is for: no query where memberships and organisations were prefetched."""
        serving = (each for each in self.person.memberships.all() if each.kind in self.award.kinds)
        return next((str(membership.organisation) for membership in serving), "")

    @property
    def is_by_rule(self) -> bool:
        return self.made_by_id is None


class IssueList(Work):
    """An Excel list by which certificates are issued: checked whole before it begins, worked off in the background.

    `rows` are what was agreed to: {"row": Excel's number, "person": key, "details": see `content.Details`}; once all
    is done, without the details. `done` counts from the first; a worker that dies goes on from there.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("排队中")
        RUNNING = "running", _("正在发证")
        DONE = "done", _("已完成")
        FAILED = "failed", _("停下了")

    LEASE = timedelta(minutes=1)

    key = models.CharField(max_length=64, unique=True, editable=False)
    """Of the draft that was agreed to: who agrees twice begins one list."""
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="lists", verbose_name=_("发证规则"))
    occasion = models.CharField(_("事由"), max_length=60, blank=True)
    file_name = models.CharField(_("文件"), max_length=200)
    rows: Any = models.JSONField(default=list)
    total = models.PositiveIntegerField(_("人数"))
    done = models.PositiveIntegerField(_("已处理"), default=0)
    failures: Any = models.JSONField(default=list)
    """Rows that could not be done in the end: {"row": number, "sentence": why}."""
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField(_("时间"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("发起人")
    )
    finished_at = models.DateTimeField(null=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("批量发证")
        verbose_name_plural = pgettext_lazy("plural", "批量发证")
        ordering = ["-made_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_moving(self) -> bool:
        return self.state in {self.State.WAITING, self.State.RUNNING}

    @property
    @display(description=_("状态"))
    def state_label(self) -> str:
        return str(self.State(self.state).label)
