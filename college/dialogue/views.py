"""A learner's side: asking on a lesson, reading the answer, asking on, putting away."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from college.courses.access import is_open
from college.courses.gates import is_closed
from college.courses.models import LessonPage
from college.dialogue import actions
from college.dialogue.errors import SayingRefused
from college.dialogue.forms import AskForm, ReadToForm, SayForm
from college.dialogue.models import Question
from college.people.models import User
from college.progress.models import Enrolment

PAGE = 20


@require_safe
@login_required
@never_cache
def kept(request: HttpRequest) -> HttpResponse:
    """All of them, newest first."""
    found = Question.objects.of(cast(User, request.user)).with_course().with_words()
    leaf = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "dialogue/kept.html", {"leaf": leaf})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """The lesson has the same form; what is wrong with it is said here."""
    lesson = get_object_or_404(LessonPage.objects.live(), pk=pk)
    if not is_open(request.user, lesson):
        raise Http404
    enrolment = get_object_or_404(Enrolment.objects.of(request.user).in_course_of(lesson).select_related("course"))
    form = AskForm(request.POST if request.method == "POST" else None)
    if is_closed(request.user, enrolment.course, lesson):
        if not form.is_bound:
            return redirect(lesson.get_url(request))
        form.add_error(None, _("这一课现在没有开放，不能在这里提问。"))
    elif form.is_valid():
        try:
            actions.ask(enrolment=enrolment, lesson=lesson, **form.cleaned_data)
        except SayingRefused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("您的问题交给老师了。回答会出现在这一课和“我的学习”里。"))
            return redirect(lesson.get_url(request) + "#questions")
    return render(request, "dialogue/ask.html", {"form": form, "lesson": lesson, "course": enrolment.course})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    question = _own(request, pk)
    label = _("想补充什么？") if question.is_waiting else _("还想问什么？")
    form = SayForm(question, request.POST or None, label=label)
    if form.is_valid():
        try:
            actions.say(question=question, author=cast(User, request.user), **form.cleaned_data)
        except SayingRefused as refusal:
            form.add_error(None, str(refusal.message))
            form.read_again(question)
        else:
            messages.success(request, _("您的话交给老师了。"))
            return redirect("dialogue:question", pk)
    context = {"question": question, "form": form, "lesson": _lesson_at_hand(request, question)}
    return render(request, "dialogue/question.html", context)


@require_POST
@login_required
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Then the lesson, or where what was said meanwhile can be read."""
    question = _own(request, pk)
    form = ReadToForm(request.POST)
    try:
        actions.close(question=question, read_to=form.value)
    except SayingRefused as refusal:
        messages.info(request, str(refusal.message))
        return redirect("dialogue:question", pk)
    except Question.DoesNotExist as gone:
        raise Http404 from gone
    messages.success(request, _("这个问题了结了。还想问的时候，随时可以接着问。"))
    lesson = _lesson_at_hand(request, question)
    return redirect(lesson.get_url(request) + "#questions" if lesson else "dialogue:kept")


def _own(request: HttpRequest, pk: int) -> Question:
    own = Question.objects.of(cast(User, request.user)).with_course().with_messages()
    return get_object_or_404(own.select_related("lesson").defer("lesson__body"), pk=pk)


def _lesson_at_hand(request: HttpRequest, question: Question) -> LessonPage | None:
    lesson: LessonPage | None = question.lesson
    return lesson if lesson and lesson.live and is_open(request.user, lesson) else None
