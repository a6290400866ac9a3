from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class HourPolicy(models.Model):  # type: ignore[django-manager-missing]  # Wagtail has no types
    """By which rule the courses that name it count continuing-education hours (学时)."""

    name = models.CharField(_("名称"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("学时规则")
        verbose_name_plural = pgettext_lazy("plural", "学时规则")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class HourRule(models.Model):
    """One version of a policy, in force from a day until the next version's. Never changed once hours were credited.

    `bands`, for a credit a lesson: [{"minutes": 30, "hours": 1}, …], of which the longest that the lesson reaches
    counts. Local rules differ, so the figures are data, and `source` says where they were read.
    """

    class Basis(models.TextChoices):
        MINUTES = "minutes", _("按看过的分钟")
        LESSON = "lesson", _("每学完一课")
        COURSE = "course", _("学完整门课")

    class Once(models.TextChoices):
        EVER = "ever", _("只计一次")
        DAY = "day", _("同一天内不重复计，同一门课里只计一次")
        YEAR = "year", _("同一年内不重复计，同一门课里只计一次")
        THREE_YEARS = "three-years", _("三年内不重复计，同一门课里只计一次")

    policy = models.ForeignKey(
        HourPolicy, on_delete=models.PROTECT, related_name="versions", verbose_name=_("学时规则")
    )
    version = models.PositiveSmallIntegerField(_("版本"))
    valid_from = models.DateField(_("从哪天起"))
    basis = models.CharField(_("怎样计"), max_length=10, choices=Basis, default=Basis.MINUTES)
    minutes_an_hour = models.PositiveSmallIntegerField(
        _("多少分钟算一学时"), default=60, validators=[MinValueValidator(1)]
    )
    bands = models.JSONField(_("每课学时"), default=list, blank=True)
    daily_cap = models.DecimalField(
        _("每天最多几学时"), max_digits=4, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    once = models.CharField(_("同一内容"), max_length=12, choices=Once, default=Once.EVER)
    source = models.CharField(_("依据"), max_length=200, help_text=_("哪一级、哪份文件、哪一条"))
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("学时规则的一版")
        verbose_name_plural = pgettext_lazy("plural", "学时规则的各版")
        ordering = ["policy", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "version"], name="hour_rule_version_once"),
            models.UniqueConstraint(fields=["policy", "valid_from"], name="one_hour_rule_from_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.policy} · {self.version}"
