from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import CharBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Workflow
from wagtail.search import index

from cms.panels import panels_by_place
from college.courses.forms import CourseForm
from college.courses.gates import states_and_gates
from college.courses.languages.versions import versions
from college.courses.models.catalogue import Audience, Programme
from college.courses.models.drafts import LenientDrafts
from college.courses.outlines import lessons_of, shared_key
from college.courses.querysets import CourseManager, LessonQuerySet
from college.courses.review.policy import InOrganisations
from college.courses.rule_panels import course_rule
from college.courses.seen_as import SeenByOthers
from college.courses.terms import DATES, course_terms, words
from college.courses.visible import visible


class CoursePage(SeenByOthers, InOrganisations, LenientDrafts):
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
    outcomes = StreamField(
        [("outcome", CharBlock(label=_("学会什么"), max_length=80))], verbose_name=_("学完以后"), blank=True
    )
    access = models.CharField(_("谁可以看课时"), max_length=10, choices=Access, default=Access.MEMBERS)
    completion_rule = models.CharField(
        _("怎样算学完"), max_length=10, choices=CompletionRule, default=CompletionRule.ALL
    )
    minimum_hours = models.DecimalField(
        _("至少学满多少小时"),
        max_digits=5,
        decimal_places=1,
        default=Decimal(0),
        validators=[MinValueValidator(0)],
        help_text=_("按真正看过、读过的内容算；0 就是不要求"),
    )
    is_in_order = models.BooleanField(
        _("按次序学"), default=False, help_text=_("前一课（必学的）学完，才打开后一课；不勾选就是自由学")
    )
    available_from = models.DateTimeField(_("从什么时候起可以学"), null=True, blank=True)
    available_until = models.DateTimeField(_("到什么时候为止"), null=True, blank=True)
    hour_policy = models.ForeignKey(
        "courses.HourPolicy",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="courses",
        verbose_name=_("学时规则"),
        help_text=_("不选，这门课就不计继续教育学时"),
    )

    objects = CourseManager()

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("cover"),
        MultiFieldPanel(
            [
                FieldPanel("programme"),
                FieldPanel("audiences"),
                FieldPanel("provider"),
                FieldPanel("hours"),
                FieldPanel("hour_policy"),
            ],
            heading=_("课程信息"),
        ),
        FieldPanel("outcomes"),
        FieldPanel("description"),
        FieldPanel("access"),
        course_rule(),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("description"),
        index.SearchField("outcomes"),
        index.FilterField("programme_id"),
    ]
    base_form_class = CourseForm
    parent_page_types = ["courses.ProgrammeIndexPage"]
    subpage_types = ["courses.LessonPage"]
    exclude_fields_in_copy = DATES
    # A shared password would open a page but not its videos, which ask who a person is.
    private_page_options = ["login", "groups"]
    template = "courses/course.html"

    class Meta:
        verbose_name = _("课程")
        verbose_name_plural = pgettext_lazy("plural", "课程")

    def get_workflow(self) -> Workflow | None:
        """That of its programme, as it is on this page; else what Wagtail's tree says."""
        workflow = self.programme.workflow
        return workflow if workflow and workflow.active else super().get_workflow()

    def lessons(self) -> LessonQuerySet:
        """The live lessons in order, with their videos."""
        from college.courses.models.lesson import LessonPage

        return LessonPage.objects.of([self]).select_related("video")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        lessons = visible(request.user, lessons_of([self])[self.pk])
        return {
            **super().get_context(request, *args, **kwargs),
            "versions": versions(self),
            "lessons": lessons,
            "states": states_and_gates(request, self, lessons)[0],
            "shared_key": shared_key(request, self, self),
            "minutes": sum(lesson.minutes for lesson in lessons),
            "rule": words(course_terms(self, lessons)),
            "panels": panels_by_place("course_panels", request, self),
        }
