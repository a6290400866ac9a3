"""Finding questions among many: in the list and when one is chosen for a quiz or a lesson."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

from college.quizzes.models import Option, Question, Quiz, Topic


def mentioning(questions: QuerySet[Question], words: str) -> QuerySet[Question]:
    """Those with the words in the question, in an option or in the explanation."""
    options = Option.objects.filter(question=OuterRef("pk"), text__icontains=words)
    return questions.filter(Q(text__icontains=words) | Q(explanation__icontains=words) | Exists(options))


class QuestionFilterSet(WagtailFilterSet):
    kind = django_filters.MultipleChoiceFilter(
        choices=Question.Kind.choices, widget=forms.CheckboxSelectMultiple, label=_("题型")
    )
    tags = django_filters.ModelMultipleChoiceFilter(
        queryset=Topic.objects.order_by("name"), widget=forms.CheckboxSelectMultiple, label=_("标签")
    )

    class Meta:
        model = Question
        fields = ["kind", "tags"]


class QuestionFilterForm(BaseFilterForm):
    q = forms.CharField(label=_("找什么"), required=False)
    kind = forms.ChoiceField(label=_("题型"), required=False, choices=[("", _("全部")), *Question.Kind.choices])
    topic = forms.ModelChoiceField(Topic.objects.order_by("name"), label=_("标签"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "topic"):
            self.fields[name].widget.attrs["data-chooser-modal-search-filter"] = True

    def filter(self, questions: QuerySet[Question]) -> QuerySet[Question]:
        said = self.cleaned_data
        self.search_query, self.is_searching = said["q"], any(said.values())
        questions = mentioning(questions, said["q"]) if said["q"] else questions
        questions = questions.filter(kind=said["kind"]) if said["kind"] else questions
        return questions.filter(tags=said["topic"]) if said["topic"] else questions


class QuizFilterForm(BaseFilterForm):
    q = forms.CharField(label=_("找什么"), required=False)

    def filter(self, quizzes: QuerySet[Quiz]) -> QuerySet[Quiz]:
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        return quizzes.filter(title__icontains=self.search_query) if self.is_searching else quizzes


class KindBeside:
    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("get_kind_display", label=_("题型"))]  # type: ignore[misc]


class ChooseQuestionView(KindBeside, ChooseView):
    filter_form_class = QuestionFilterForm


class ChooseQuestionResultsView(KindBeside, ChooseResultsView):
    filter_form_class = QuestionFilterForm


class QuestionChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ChooseQuestionView
    choose_results_view_class = ChooseQuestionResultsView
    choose_one_text = _("选一道题")
    choose_another_text = _("换一道题")
    edit_item_text = _("修改这道题")


class ChooseQuizView(ChooseView):
    filter_form_class = QuizFilterForm


class ChooseQuizResultsView(ChooseResultsView):
    filter_form_class = QuizFilterForm


class QuizChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ChooseQuizView
    choose_results_view_class = ChooseQuizResultsView
    choose_one_text = _("选一个测验")
    choose_another_text = _("换一个测验")
    edit_item_text = _("修改这个测验")
