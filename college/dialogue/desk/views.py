from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from college.dialogue.actions import say
from college.dialogue.errors import SayingRefused
from college.dialogue.forms import SayForm
from college.dialogue.models import LONGEST, Message, Question
from college.dialogue.querysets import QuestionQuerySet
from college.people.models import User
from college.progress.teaching.scope import teaches

PAGE = 20


class TeachersPage(WagtailAdminTemplateMixin, TemplateView):
    """403 for whoever has no course whose learners they see."""

    header_icon = "help"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not teaches(self.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    @property
    def questions(self) -> QuestionQuerySet:
        return Question.objects.seen_by(self.user).select_related("enrolment__learner", "enrolment__course")


class QuestionsView(TeachersPage):
    """`?state=heard`: those that were answered or closed; else those that wait."""

    template_name = "dialogue/admin/questions.html"
    page_title = gettext_lazy("学员提问")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_heard = self.request.GET.get("state") == "heard"
        found = self.questions.heard() if is_heard else self.questions.waiting()
        leaf: Page[Any] = Paginator(found.with_words(), PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs, leaf=leaf, is_heard=is_heard)


class QuestionView(TeachersPage):
    """404 for whoever does not see its learner."""

    template_name = "dialogue/admin/question.html"

    @cached_property
    def question(self) -> Question:
        return get_object_or_404(self.questions.select_related("lesson"), pk=self.kwargs["pk"])

    @cached_property
    def said(self) -> list[Message]:
        return list(self.question.messages.select_related("author"))

    def get_page_title(self) -> str:
        return _("%(who)s的提问") % {"who": self.question.enrolment.learner}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("questions:index"), "label": _("学员提问")}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._answer(SayForm(label=_("您的回答"), initial={"read_to": self.said[-1].pk}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = SayForm(request.POST, label=_("您的回答"))
        if not form.is_valid():
            return self._answer(form)
        try:
            say(question=self.question, author=self.user, **form.cleaned_data)
        except SayingRefused as refusal:
            form.add_error("text", str(refusal.message))
            form.read_again(self.said[-1].pk)
            return self._answer(form)
        learner = self.question.enrolment.learner
        messages.success(request, _("您的回答交给%(who)s了。") % {"who": learner})
        return redirect("questions:index")

    def _answer(self, form: SayForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        learner = self.question.enrolment.learner
        return super().get_context_data(
            **kwargs, question=self.question, learner=learner, said=self.said, longest=LONGEST
        )
