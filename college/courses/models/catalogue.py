from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.restrictions import PublicUnlessRestricted
from college.courses.forms import AudienceForm


class Programme(models.Model):  # type: ignore[django-manager-missing]  # Wagtail has no types
    """A branch of the college: literacy, resident backbone, cloud training, or what an editor adds."""

    name = models.CharField(_("名称"), max_length=40)
    slug = models.SlugField(_("网址名"), unique=True, allow_unicode=True)
    summary = models.CharField(_("简介"), max_length=160, blank=True)
    character = models.CharField(_("一个字"), max_length=1, blank=True, help_text=_("卡片上的大字，例如“字”"))
    order = models.PositiveSmallIntegerField(_("次序"), default=0)
    workflow = models.ForeignKey(
        "wagtailcore.Workflow",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("审核流程"),
        help_text=_("课程和课时怎样审核以后公开。新项目会自动带上一个：由主办组织或上级组织里能发布的人审核。"),
    )

    panels = [FieldPanel(name) for name in ("name", "slug", "summary", "character", "order", "workflow")]

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("项目")
        verbose_name_plural = pgettext_lazy("plural", "项目")

    def __str__(self) -> str:
        return self.name


class Audience(models.Model):
    """Who a course is for, as a visitor filters the catalogue."""

    name = models.CharField(_("名称"), max_length=40)
    slug = models.SlugField(_("网址名"), unique=True, allow_unicode=True)
    order = models.PositiveSmallIntegerField(_("次序"), default=0)
    # `StaffKind` values: new courses for this audience are shown to people who serve as one of them.
    kinds = models.JSONField(_("哪些身份属于这个对象"), default=list, blank=True)
    # The two goals of literacy (see `college.hanzi.everyday`).
    characters = models.PositiveSmallIntegerField(
        _("大约认得多少字"),
        choices=[(1500, _("1500 字")), (2000, _("2000 字"))],
        default=2000,
        help_text=_("发布之前的检查会照着它看：课文里的字，这些人认不认识"),
    )

    panels = [FieldPanel(name) for name in ("name", "slug", "kinds", "characters", "order")]
    base_form_class = AudienceForm

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("对象")
        verbose_name_plural = pgettext_lazy("plural", "对象")

    def __str__(self) -> str:
        return self.name


class ProgrammeIndexPage(PublicUnlessRestricted):
    """The catalogue: every course, filtered by programme and audience."""

    introduction = models.CharField(_("导语"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["courses.CoursePage"]
    template = "courses/catalogue.html"
    private_page_options = ["login", "groups"]
    max_count = 1

    class Meta:
        verbose_name = _("课程目录")

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        from college.courses.views import catalogue

        return catalogue(request, self)
