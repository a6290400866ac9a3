from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.blocks import CharBlock
from wagtail.models import Page
from wagtail.search import index

from college.courses.models.catalogue import Audience, Programme


class CoursePage(Page):
    """A course; its lessons are its child pages, in order."""

    class Access(models.TextChoices):
        PUBLIC = "public", _("任何人都可以看")
        MEMBERS = "members", _("登录后可以看")

    class CompletionRule(models.TextChoices):
        ALL = "all", _("学完全部课时")
        REQUIRED = "required", _("学完标为“必学”的课时")

    summary = models.CharField(_("简介"), max_length=200)
    description = RichTextField(_("详细介绍"), blank=True, features=["bold", "ul", "ol", "link"])
    cover = models.ForeignKey(
        "cms.Picture", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("封面")
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="courses", verbose_name=_("项目"))
    audiences = ParentalManyToManyField(Audience, blank=True, related_name="courses", verbose_name=_("适合谁学"))
    provider = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("主办组织")
    )
    hours = models.DecimalField(
        _("学时"), max_digits=5, decimal_places=1, default=Decimal(0), validators=[MinValueValidator(0)]
    )
    outcomes = StreamField([("outcome", CharBlock(label=_("学会什么"), max_length=80))], verbose_name=_("学完以后"), blank=True)
    access = models.CharField(_("谁可以看课时"), max_length=10, choices=Access, default=Access.MEMBERS)
    completion_rule = models.CharField(_("怎样算学完"), max_length=10, choices=CompletionRule, default=CompletionRule.ALL)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("cover"),
        MultiFieldPanel(
            [FieldPanel("programme"), FieldPanel("audiences"), FieldPanel("provider"), FieldPanel("hours")],
            heading=_("课程信息"),
        ),
        FieldPanel("outcomes"),
        FieldPanel("description"),
        MultiFieldPanel([FieldPanel("access"), FieldPanel("completion_rule")], heading=_("规则")),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("description"),
        index.SearchField("outcomes"),
        index.FilterField("programme_id"),
    ]
    parent_page_types = ["courses.ProgrammeIndexPage"]
    subpage_types = ["courses.LessonPage"]
    template = "courses/course.html"

    class Meta:
        verbose_name = _("课程")
        verbose_name_plural = _("课程")
