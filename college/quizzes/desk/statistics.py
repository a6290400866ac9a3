"""How learners did, for the editor: of one question, and of a quiz with all its questions."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views import snippets

from college.quizzes.models import Question, Quiz
from college.quizzes.statistics import ENOUGH, POOR, Item, items, overview

PAGE_SIZE = 50


class StatisticsInMenu:
    """For a list: in the menu of each row."""

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)  # type: ignore[misc]
        if self.user_has_permission("change"):  # type: ignore[attr-defined]
            url = reverse(instance.snippet_viewset.get_url_name("statistics"), args=[instance.pk])
            buttons.append(Button(_("答题情况"), url=url, icon_name="table", priority=15))
        return buttons


class EditView(snippets.EditView):
    """With the way to the statistics."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        url = reverse(self.model.snippet_viewset.get_url_name("statistics"), args=[self.object.pk])
        return [*super().header_more_buttons, Button(_("答题情况"), url=url, icon_name="table", priority=15)]


class StatisticsView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "quizzes/admin/statistics.html"
    permission_required = "change"
    page_title = _("答题情况")
    header_icon = "table"
    model: type[Model]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object: Any = get_object_or_404(self.model, pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        urls = self.object.snippet_viewset
        return [
            *self.breadcrumbs_items,
            {"url": reverse(urls.get_url_name("list")), "label": self.object._meta.verbose_name_plural},
            {"url": reverse(urls.get_url_name("edit"), args=[self.object.pk]), "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(enough=ENOUGH, poor=POOR, **kwargs)


class QuestionStatisticsView(StatisticsView):
    model = Question

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        item = items([self.object.pk]).get(self.object.pk, Item())
        return super().get_context_data(rows=[(self.object, item)], **kwargs)


class QuizStatisticsView(StatisticsView):
    """The questions that this quiz has ever asked, drawn ones among them."""

    model = Quiz

    @cached_property
    def leaf(self) -> Any:
        asked = Question.objects.filter(responses__attempt__quiz=self.object) | Question.objects.filter(
            chosen_in__quiz=self.object
        )
        return Paginator(asked.distinct().order_by("pk"), PAGE_SIZE).get_page(self.request.GET.get("p"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        questions = list(self.leaf.object_list)
        found = items([question.pk for question in questions], self.object)
        rows = [(question, found.get(question.pk, Item())) for question in questions]
        return super().get_context_data(rows=rows, leaf=self.leaf, overview=overview(self.object), **kwargs)
