from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from college.certificates.forms import AwardForm
from college.certificates.models.issuers import Issuer, Signatory
from college.certificates.models.templates import Template
from college.certificates.querysets import AwardQuerySet
from college.courses.models import CoursePage
from college.people.models import Membership, StaffKind


@dataclass(frozen=True)
class Serving:
    """As what somebody serves, of what an award asks for, in the order of the rule; and where, the first of several."""

    kinds: list[str]
    place: str


class Award(ClusterableModel):
    """The rule by which certificates are given: for what, to whom, on which conditions, and how they look.

    By completing all its courses one earns it; an award without courses is given by hand or by a list.
    """

    title = models.CharField(_("证书名称"), max_length=60, help_text=_("印在证书最上方，例如“结业证书”"))
    title_en = models.CharField(_("英文证书名称"), max_length=120, blank=True, help_text=_("印在英文证书上"))
    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="awards", verbose_name=_("发证单位"))
    template = models.ForeignKey(
        Template, on_delete=models.PROTECT, related_name="awards", null=True, verbose_name=_("证书模板")
    )
    signatories = ParentalManyToManyField(Signatory, blank=True, related_name="+", verbose_name=_("签发人"))
    kinds = models.JSONField(_("哪些身份可以获得"), default=list)
    """`StaffKind` values."""
    minimum_mark = models.PositiveSmallIntegerField(
        _("测验至少得分"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("百分制；课程里每个测验的最好成绩都要达到。不填就不要求。"),
    )
    minimum_hours = models.DecimalField(
        _("至少学时"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("在这些课程里记下的学时合计。不填就不要求。"),
    )
    minimum_attendance = models.PositiveSmallIntegerField(
        _("至少到课（课）"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("老师在课堂上点到的课，同一课只算一次。不填就不要求。"),
    )
    minimum_attendance_share = models.PositiveSmallIntegerField(
        _("至少到课（%）"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("到过的课占这些课程现有各课的百分比。撤下的课不再要求，到过的仍然算。不填就不要求。"),
    )
    needs_approval = models.BooleanField(_("发证前要审核"), default=False)
    reviewers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name=_("审核人"),
        help_text=_("由他们审核，公示中有人提出异议也由他们处理。"),
    )
    publicity_days = models.PositiveSmallIntegerField(
        _("公示天数"),
        default=0,
        help_text=_("0 表示不公示；公示至少 7 天（《志愿服务记录与证明出具办法（试行）》）。"),
    )
    valid_months = models.PositiveSmallIntegerField(
        _("有效期（月）"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("不填就长期有效。")
    )
    reminder_days = models.PositiveSmallIntegerField(
        _("到期前几天提醒"), default=60, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    is_active = models.BooleanField(
        _("启用"), default=True, help_text=_("启用后，以前学完而符合条件的人也会得到证书；停用后不再发新的。")
    )

    objects = AwardQuerySet.as_manager()

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("title"), FieldPanel("title_en")]),
                FieldRowPanel([FieldPanel("issuer"), FieldPanel("template")]),
                FieldPanel("signatories"),
                FieldRowPanel([FieldPanel("valid_months"), FieldPanel("reminder_days")]),
            ],
            heading=_("发什么证书"),
        ),
        MultiFieldPanel([FieldPanel("kinds")], heading=_("发给谁")),
        InlinePanel(
            "required",
            heading=_("要学完的课程"),
            label=_("课程"),
            help_text=_("每一门都学完才发。一门也不选，就只由工作人员手工发、按名单发，例如志愿服务证明。"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("minimum_mark"), FieldPanel("minimum_hours")]),
                FieldRowPanel([FieldPanel("minimum_attendance"), FieldPanel("minimum_attendance_share")]),
            ],
            heading=_("还要满足什么"),
        ),
        MultiFieldPanel(
            [FieldPanel("needs_approval"), FieldPanel("publicity_days"), FieldPanel("reviewers")],
            heading=_("发证以前"),
        ),
        FieldPanel("is_active"),
    ]
    base_form_class = AwardForm

    class Meta:
        verbose_name = _("发证规则")
        verbose_name_plural = pgettext_lazy("plural", "发证规则")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(publicity_days=0) | models.Q(publicity_days__gte=7), name="publicity_of_a_week"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def courses(self) -> models.QuerySet[CoursePage]:
        return CoursePage.objects.filter(awarded_by__award=self).order_by("awarded_by__sort_order")

    @property
    def kind_labels(self) -> list[str]:
        return [str(StaffKind(kind).label) for kind in self.kinds]

    @property
    def asks_somebody(self) -> bool:
        """Whether a reviewer or the public has a say before it is issued."""
        return self.needs_approval or self.publicity_days > 0

    @property
    def is_used(self) -> bool:
        """Whether anybody was given something by it, or is about to be."""
        return self.certificates.exists() or self.nominations.exists() or self.lists.exists()

    def kinds_of(self, person: Any) -> list[str]:
        """As which of the kinds that this award asks for the person serves, in the order of the rule."""
        return self.serving([person.pk])[person.pk].kinds

    def serving(self, people: Iterable[int]) -> dict[int, Serving]:
        """As which of the kinds that this award asks for people serve, by their keys. One query."""
        served: dict[int, list[Membership]] = {person: [] for person in people}
        rows = Membership.objects.filter(user__in=served, kind__in=self.kinds).select_related("organisation")
        for row in rows.order_by("pk"):
            served[row.user_id].append(row)
        return {person: self._serving(memberships) for person, memberships in served.items()}

    def _serving(self, memberships: list[Membership]) -> Serving:
        kinds = {row.kind for row in memberships}
        place = memberships[0].organisation.name if memberships else ""
        return Serving([kind for kind in self.kinds if kind in kinds], place)


class AwardCourse(Orderable):
    """One of the courses that an award asks for: all are asked for."""

    award = ParentalKey(Award, on_delete=models.CASCADE, related_name="required")
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="awarded_by", verbose_name=_("课程"))

    def __str__(self) -> str:
        return str(self.course)
