from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from college.people.context_processors import reading
from college.people.models import TextSize
from college.quizzes import actions, marking
from college.quizzes.access import QuizPlace, place_of
from college.quizzes.asked import clips_of
from college.quizzes.cards import quiz_card
from college.quizzes.errors import AnswerRefused, AttemptRefused
from college.quizzes.models import Attempt, Quiz, Response

TO_TRY_AGAIN = ("empty", "incomplete", "not-offered", "too-long")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest, pk: int) -> HttpResponse:
    """What it takes, in words, and a button to begin; a POST begins, or goes on with what was begun."""
    quiz = get_object_or_404(Quiz, pk=pk)
    place = place_of(request.user, quiz)
    if place is None:
        raise Http404
    now, refusal = timezone.now(), None
    if request.method == "POST":
        try:
            return redirect(
                "quizzes:attempt",
                actions.begin(learner=request.user, quiz=quiz, is_untimed=reads_large(request), now=now).pk,
            )
        except AttemptRefused as error:
            refusal = error.message
    context = {"card": quiz_card(quiz, request.user, now), "place": place, "refusal": refusal}
    return render(request, "quizzes/quiz.html", context, status=409 if refusal else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    """One question a screen, an overview before handing in, and the result. A POST answers or hands in."""
    attempt = get_object_or_404(Attempt.objects.of(request.user).select_related("quiz"), pk=pk)
    place, now = place_of(request.user, attempt.quiz), timezone.now()
    if place is None and not attempt.is_finished and "hand_in" not in request.POST:
        return render(request, "quizzes/time_up.html", {"attempt": attempt, "place": None, "is_closed": True})
    if request.method == "POST":
        return handed_in(request, attempt, now) if "hand_in" in request.POST else answered(request, attempt, place, now)
    if attempt.is_finished:
        return result(request, attempt, place, now)
    if attempt.is_over(now) and not reads_large(request):
        return render(request, "quizzes/time_up.html", {"attempt": attempt, "place": place})
    responses = list(attempt.responses.all())
    response = None if "overview" in request.GET else asked_for(responses, request.GET.get("number", ""))
    if response is None:
        context = {"attempt": attempt, "place": place, "responses": responses, "left": unanswered(responses)}
        return render(request, "quizzes/overview.html", context)
    return question(request, attempt, response, responses, place=place, answer=response.answer)


def handed_in(request: HttpRequest, attempt: Attempt, now: datetime) -> HttpResponse:
    actions.hand_in(attempt=attempt, now=now, is_untimed=reads_large(request))
    return redirect("quizzes:attempt", attempt.pk)


def answered(request: HttpRequest, attempt: Attempt, place: QuizPlace | None, now: datetime) -> HttpResponse:
    responses = list(attempt.responses.all())
    response = next((found for found in responses if str(found.number) == request.POST.get("number")), None)
    try:
        if response is None:
            raise AnswerRefused("no-such-question")
        answer = marking.parse(response.shown, request.POST)
        actions.answer(attempt=attempt, number=response.number, answer=answer, now=now, is_untimed=reads_large(request))
    except AnswerRefused as refusal:
        if response and refusal.code in TO_TRY_AGAIN and not attempt.is_finished:
            return question(request, attempt, response, responses, place=place, answer=refusal.so_far, refusal=refusal)
        messages.info(request, str(refusal.message))
        return redirect("quizzes:attempt", attempt.pk)
    stays = attempt.shows_answers == Quiz.Answers.AT_ONCE
    return redirect(address(attempt, response if stays else after(responses, response)))


def question(
    request: HttpRequest,
    attempt: Attempt,
    response: Response,
    responses: list[Response],
    *,
    place: QuizPlace | None,
    answer: marking.Answer | None,
    refusal: AnswerRefused | None = None,
) -> HttpResponse:
    due_at = None if reads_large(request) else attempt.due_at
    context = {
        "attempt": attempt,
        "place": place,
        "response": response,
        "shown": response.shown,
        "answer": answer,
        "is_correct": response.is_correct,
        "is_marked": attempt.shows_answers == Quiz.Answers.AT_ONCE and response.answered_at is not None,
        "order": request.GET.get("order", ""),
        "move_url": f"?number={response.number}&order=",
        "total": len(responses),
        "done": len(responses) - len(unanswered(responses)),
        "previous": response.number - 1,
        "next_url": address(attempt, after(responses, response)),
        "due_at": due_at,
        "seconds_left": int((due_at - timezone.now()).total_seconds()) if due_at else None,
        "refusal": refusal and refusal.message,
    }
    return render(request, "quizzes/question.html", context, status=400 if refusal else 200)


def result(request: HttpRequest, attempt: Attempt, place: QuizPlace | None, now: datetime) -> HttpResponse:
    responses = list(attempt.responses.all())
    card = quiz_card(attempt.quiz, request.user, now)
    is_shown = card.is_passed or attempt.shows_answers != Quiz.Answers.WHEN_PASSED
    context = {
        "attempt": attempt,
        "place": place,
        "card": card,
        "right": sum(response.is_correct is True for response in responses),
        "total": len(responses),
        "responses": responses if is_shown else [],
        "clips": clips_of(response.shown for response in responses) if is_shown else {},
    }
    return render(request, "quizzes/result.html", context)


def unanswered(responses: list[Response]) -> list[Response]:
    return [response for response in responses if response.answered_at is None]


def asked_for(responses: list[Response], number: str) -> Response | None:
    """The one of this number, else the first without an answer; None when all have one."""
    wanted = next((response for response in responses if str(response.number) == number), None)
    return wanted or next(iter(unanswered(responses)), None)


def after(responses: list[Response], response: Response) -> Response | None:
    """The next without an answer further on, then any left out before; None when all have one."""
    left = [found for found in unanswered(responses) if found.number != response.number]
    return next((found for found in left if found.number > response.number), None) or next(iter(left), None)


def address(attempt: Attempt, response: Response | None) -> str:
    url = reverse("quizzes:attempt", args=[attempt.pk])
    return f"{url}?number={response.number}" if response else f"{url}?overview"


def reads_large(request: HttpRequest) -> bool:
    """Who reads in large letters is given all the time it takes."""
    return reading(request)["text_size"] in (TextSize.LARGE, TextSize.LARGEST)
