from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import body_blocks
from cms.panels import panels_by_place
from cms.restrictions import PublicUnlessRestricted


class Picture(AbstractImage):
    """The site's image; `description` is its alternative text."""

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("图片")
        verbose_name_plural = pgettext_lazy("plural", "图片")


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]


class HomePage(PublicUnlessRestricted):
    """The first page: a greeting, what the college offers, and what rooms above put there."""

    lead = models.CharField(_("一句话介绍"), max_length=120, blank=True)
    introduction = RichTextField(_("介绍"), blank=True, features=["bold", "link"])
    body = StreamField(body_blocks(), verbose_name=_("正文"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("introduction"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    private_page_options = ["login", "groups"]
    template = "cms/home.html"
    max_count = 1

    class Meta:
        verbose_name = _("首页")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "panels": panels_by_place("home_panels", request, self)}


class StandardPage(PublicUnlessRestricted):
    """A page of text: about, help, contact."""

    introduction = models.CharField(_("导语"), max_length=300, blank=True)
    body = StreamField(body_blocks(), verbose_name=_("正文"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    private_page_options = ["login", "groups"]
    template = "cms/standard.html"

    class Meta:
        verbose_name = _("普通页面")
        verbose_name_plural = pgettext_lazy("plural", "普通页面")
