"""A question at a second of a lesson's video, asked on a page of its own; the player shows that page's part."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from college.courses.access import is_open
from college.courses.gates import is_closed
from college.courses.models import LessonPage, VideoQuestion
from college.quizzes import in_video, marking
from college.quizzes.asking import Shown
from college.quizzes.errors import AnswerRefused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, lesson: str, pk: str) -> HttpResponse:
    """The question, and after a POST what the answer was worth. Who is not signed in may try, and nothing is kept.

    What it was worth can be asked for again (`?worth=1&answer=…`) by whoever has answered: to have it read aloud.
    """
    page = get_object_or_404(LessonPage.objects.select_related("video"), pk=lesson)
    if not is_watchable(request, page):
        if request.user.is_anonymous and page.live and page.course.live:
            return redirect_to_login(page.url)
        raise Http404
    placed = get_object_or_404(VideoQuestion.objects.select_related("question__picture"), lesson=page, question=pk)
    shown = in_video.shown_to(request.user, placed.question)
    context = {
        "lesson": page,
        "placed": placed,
        "shown": shown,
        "edition": in_video.edition_of(shown),
        "order": request.GET.get("order", ""),
        "move_url": f"{request.path}?order=",
    }
    if request.method == "POST":
        context |= answered(request, placed, shown)
    elif "worth" in request.GET and has_answered(request, placed):
        context |= worth(shown, request.GET)
    part = request.headers.get("hx-request")
    response = render(request, "courses/_video_question.html" if part else "courses/video_question.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def is_watchable(request: HttpRequest, lesson: LessonPage) -> bool:
    return (
        lesson.video is not None
        and is_open(request.user, lesson)
        and lesson.is_video_shown_to(request)
        and not is_closed(request.user, lesson.course, lesson)
    )


def place_of(lesson: int) -> str:
    return f"lesson {lesson}"


def answered(request: HttpRequest, placed: VideoQuestion, shown: Shown) -> dict[str, Any]:
    """The answer and what it is worth, or a sentence why it could not be taken."""
    if request.POST.get("edition") != in_video.edition_of(shown):
        return {"refusal": _("老师刚刚改过这道题，请再看一遍。")}
    try:
        answer = marking.parse(shown, request.POST)
    except AnswerRefused as error:
        return {"refusal": error.message}
    if request.user.is_authenticated:
        in_video.keep_first(
            learner=request.user,
            question=placed.question,
            place=place_of(placed.lesson_id),
            shown=shown,
            answer=answer,
            now=timezone.now(),
        )
    return {"is_over": True, "answer": answer, "is_correct": marking.is_correct(shown, answer)}


def has_answered(request: HttpRequest, placed: VideoQuestion) -> bool:
    """Of strangers nothing is kept: they may look as often as they may try."""
    if request.user.is_anonymous:
        return True
    asked = [placed.question_id]
    return bool(in_video.answered_by(request.user, asked, place=place_of(placed.lesson_id)))


def worth(shown: Shown, said: QueryDict) -> dict[str, Any]:
    """Nothing is kept. What was typed does not stand in the address: then it is as if nothing was answered."""
    try:
        answer = marking.parse(shown, said)
    except AnswerRefused:
        return {"is_over": True}
    return {"is_over": True, "answer": answer, "is_correct": marking.is_correct(shown, answer)}
