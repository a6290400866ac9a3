from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college.courses.models import HourRule
from college.progress.models.learning import Enrolment, LessonProgress
from college.progress.querysets import HourCreditQuerySet


class HourCredit(models.Model):
    """An entry of the ledger: hours credited to a person, by which rule, from what evidence.

    Never changed; a mistake is put right by another entry, with its reason and who made it.

    `content` names what was learned ("video:7", "lesson:31", "course:4") and `period` when it may count once ("ever", a
    day, "2026-01-01/1" for a year from that day); `number` counts the entries of one content in one period, of which
    rules by the minute make several.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="hour_credits", verbose_name=_("学员")
    )
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="credits")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.PROTECT, null=True, related_name="+")
    rule = models.ForeignKey(HourRule, on_delete=models.PROTECT, related_name="credits", verbose_name=_("规则"))
    rule_words = models.CharField(_("所依规则"), max_length=200)
    title = models.CharField(_("内容"), max_length=255)
    content = models.CharField(max_length=60)
    period = models.CharField(max_length=20)
    number = models.PositiveIntegerField(default=1)
    seconds = models.PositiveIntegerField(_("依据的秒数"), default=0)
    evidence = models.JSONField(default=dict)
    hours = models.DecimalField(_("学时"), max_digits=6, decimal_places=2)
    day = models.DateField(_("日期"))
    credited_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(_("更正原因"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = HourCreditQuerySet.as_manager()

    class Meta:
        verbose_name = _("学时记录")
        verbose_name_plural = pgettext_lazy("plural", "学时记录")
        ordering = ["-day", "-pk"]
        default_permissions = ("view",)
        permissions = [("correct_hours", _("更正学时"))]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "content", "period", "number"], name="hours_credited_once_a_period"
            ),
            models.CheckConstraint(
                condition=models.Q(hours__gte=0) | ~models.Q(reason=""), name="hours_taken_back_have_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["learner", "day"])]

    def __str__(self) -> str:
        return f"{self.learner_id} · {self.title} · {self.hours}"


class HourTally(models.Model):
    """What of a row of progress has been decided on, as it stood `at` that moment: `counted` is a map like `watched` of
    the seconds of `video` that were credited, or that do not count."""

    progress = models.OneToOneField(LessonProgress, on_delete=models.CASCADE, primary_key=True, related_name="tally")
    video = models.ForeignKey("media.Video", on_delete=models.SET_NULL, null=True, related_name="+")
    counted = models.BinaryField(default=bytes)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class HourTarget(models.Model):
    """How many hours are asked of somebody in so many years; `source` says by what regulation."""

    name = models.CharField(_("名称"), max_length=60, unique=True)
    hours = models.DecimalField(
        _("学时"), max_digits=5, decimal_places=1, validators=[MinValueValidator(Decimal("0.1"))]
    )
    years = models.PositiveSmallIntegerField(
        _("几年"), default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    source = models.CharField(_("依据"), max_length=200)

    class Meta:
        verbose_name = _("学时要求")
        verbose_name_plural = pgettext_lazy("plural", "学时要求")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hours__gt=0, years__gte=1, years__lte=10), name="hour_target_can_be_met"
            )
        ]

    def __str__(self) -> str:
        return self.name


class LearnerTarget(models.Model):
    """That a target is asked of a person, and from which day its years are counted (that of registration)."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="hour_targets")
    target = models.ForeignKey(
        HourTarget, on_delete=models.PROTECT, related_name="learners", verbose_name=_("学时要求")
    )
    since = models.DateField(_("登记日期"))

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["learner", "target"], name="one_target_a_learner")]

    def __str__(self) -> str:
        return f"{self.learner_id} · {self.target}"
