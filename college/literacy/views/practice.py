"""Writing the characters of a lesson, or of one's own name, step by step. Who is not signed in may try."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from college.literacy import actions
from college.literacy.exercises import Exercise, Step, of_lesson, of_name
from college.literacy.models import LearnedCharacter
from college.people.models import User


@require_safe
@never_cache
def begin_lesson(request: HttpRequest, pk: str) -> HttpResponse:
    """Leads to where the reader left off."""
    exercise = of_lesson(request, pk)
    return redirect(exercise.resumed_at(learned_among(request, exercise)))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def lesson(request: HttpRequest, pk: str, number: str) -> HttpResponse:
    return practise(request, of_lesson(request, pk), int(number))


@require_safe
@never_cache
@login_required
def begin_name(request: HttpRequest) -> HttpResponse:
    exercise = of_name(request)
    learned = learned_among(request, exercise)
    context = {"exercise": exercise, "learned": learned, "next_url": exercise.resumed_at(learned)}
    return render(request, "literacy/name.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def name(request: HttpRequest, number: str) -> HttpResponse:
    return practise(request, of_name(request), int(number))


def learned_among(request: HttpRequest, exercise: Exercise) -> set[str]:
    if request.user.is_anonymous:
        return set()
    found = LearnedCharacter.objects.of(request.user).filter(char__in=[each.char for each in exercise.taught])
    return set(found.values_list("char", flat=True))


def practise(request: HttpRequest, exercise: Exercise, number: int) -> HttpResponse:
    """A step; the page after the last; and by POST on a step of writing, that it was written."""
    if exercise.steps and number == len(exercise.steps) + 1:
        return render(request, "literacy/written.html", {"exercise": exercise})
    step = exercise.step(number)
    if request.method == "POST":
        return written(request, exercise, step)
    context = {
        "exercise": exercise,
        "step": step,
        "previous_url": exercise.url_of(number - 1) if number > 1 else exercise.back_url,
        "next_url": exercise.url_of(number + 1),
    }
    return render(request, f"literacy/steps/{step.kind}.html", context)


def written(request: HttpRequest, exercise: Exercise, step: Step) -> HttpResponse:
    if step.kind != "write":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if request.user.is_authenticated:
        actions.learn(learner=cast(User, request.user), char=step.taught.char, lesson=exercise.lesson)
    return redirect(exercise.url_of(step.number + 1))
