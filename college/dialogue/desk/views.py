from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from college.dialogue.actions import close, say
from college.dialogue.errors import SayingRefused
from college.dialogue.forms import ReadToForm, SayForm
from college.dialogue.models import Question
from college.dialogue.querysets import QuestionQuerySet
from college.progress.teaching.scope import teaches
from college.progress.teaching.views import TeachingPage

PAGE = 20


class TeachersPage(TeachingPage):
    """403 for whoever has no course whose learners they see."""

    header_icon = "help"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not teaches(self.user):
            raise PermissionDenied
        try:
            return super().dispatch(request, *args, **kwargs)
        except Question.DoesNotExist as gone:  # its learner was erased while it was being answered
            raise Http404 from gone

    @property
    def questions(self) -> QuestionQuerySet:
        return Question.objects.seen_by(self.user).with_course()


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
        state = "state=heard&" if is_heard else ""
        turns = {
            "before": f"?{state}p={leaf.previous_page_number()}" if leaf.has_previous() else "",
            "after": f"?{state}p={leaf.next_page_number()}" if leaf.has_next() else "",
        }
        return super().get_context_data(**kwargs, **turns, leaf=leaf, is_heard=is_heard)


class QuestionView(TeachersPage):
    """404 for whoever does not see its learner."""

    template_name = "dialogue/admin/question.html"

    @cached_property
    def question(self) -> Question:
        found = self.questions.with_messages().select_related("lesson").defer("lesson__body")
        question: Question = get_object_or_404(found, pk=self.kwargs["pk"])
        return question

    def get_page_title(self) -> str:
        return _("%(who)s的提问") % {"who": self.question.enrolment.learner}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("questions:index"), "label": _("学员提问")}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.get_page_title()}]

    def form(self, data: Any = None) -> SayForm:
        return SayForm(self.question, data, label=_("您的回答"), help_text="")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._show(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self._show(form)
        try:
            say(question=self.question, author=self.user, **form.cleaned_data)
        except SayingRefused as refusal:
            form.add_error("text", str(refusal.message))
            form.read_again(self.question)
            return self._show(form)
        learner = self.question.enrolment.learner
        messages.success(request, _("您的回答交给%(who)s了。") % {"who": learner})
        return redirect("questions:index")

    def _show(self, form: SayForm) -> HttpResponse:
        learner = self.question.enrolment.learner
        return self.render_to_response(self.get_context_data(form=form, question=self.question, learner=learner))


class CloseView(QuestionView):
    """Thanks, or what was asked twice, needs no answer."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ReadToForm(request.POST)
        try:
            close(question=self.question, read_to=form.value)
        except SayingRefused as refusal:
            messages.warning(request, str(refusal.message))
            return redirect("questions:question", self.question.pk)
        messages.success(request, _("这个提问收起来了。"))
        return redirect("questions:index")
