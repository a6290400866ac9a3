"""The desk on the admin's first page, and all of one section on a page of its own."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.forms import Media
from django.http import Http404, HttpRequest
from django.urls import path
from django.utils.functional import Promise
from django.views.generic import TemplateView
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.desk.sections import Section, Shown, sections
from college.people.models import User

A_PAGE = 20
CSS = "css/desk.css"


class DeskPanel(Component):
    template_name = "cms/desk/desk.html"
    name, order = "desk", 0

    def __init__(self, request: HttpRequest) -> None:
        self.user = cast(User, request.user)

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        shown = [Shown(section) for section in sections(self.user)]
        return {
            "user": self.user,
            "waiting": [each for each in shown if each.items and each.section.is_waiting],
            "ways": [each for each in shown if each.items and not each.section.is_waiting],
        }

    @property
    def media(self) -> Media:
        return Media(css={"all": [versioned_static(CSS)]})


class SectionView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "cms/desk/section.html"
    header_icon = "home"

    @cached_property
    def section(self) -> Section:
        user = cast(User, self.request.user)
        found = next((section for section in sections(user) if section.key == self.kwargs["key"]), None)
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str | Promise:
        return self.section.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.section.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        leaf: Page[Any] = Paginator(self.section.rows(), A_PAGE).get_page(self.request.GET.get("p"))
        items = self.section.items(list(leaf.object_list))
        return super().get_context_data(
            **kwargs, leaf=leaf, items=items, media=Media(css={"all": [versioned_static(CSS)]})
        )


app_name = "desk"
urlpatterns = [path("<slug:key>/", SectionView.as_view(), name="section")]
