"""The daily review: ten characters at most, one after another, whatever the pile.

A sitting is told by the number in the address, so that nothing has to be remembered of it: number 3 asks for what is
due then, and after number 10, or ten minutes, it ends.
"""

from datetime import timedelta
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from college.courses.characters import suggested
from college.literacy import actions
from college.literacy.models import LearnedCharacter, Review
from college.people.models import User

AT_ONCE = 10
LONGEST_SITTING = timedelta(minutes=10)


@require_safe
@never_cache
@login_required
def begin(request: HttpRequest) -> HttpResponse:
    due = LearnedCharacter.objects.of(request.user).due(localdate())[:AT_ONCE]
    return render(request, "literacy/review.html", {"due": list(due)})


@require_safe
@never_cache
@login_required
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """The character alone; the page says how it is read only when asked. Without one, the sitting is over."""
    place = int(number)
    due = list(LearnedCharacter.objects.of(request.user).due(localdate())[:AT_ONCE])
    if not due or place > AT_ONCE or sat_long(cast(User, request.user), answers=place - 1):
        return render(request, "literacy/reviewed.html", {"answered": min(place - 1, AT_ONCE), "more": bool(due)})
    context = {"learned": due[0], "number": place, "total": min(AT_ONCE, place - 1 + len(due))}
    return render(request, "literacy/ask.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def answer(request: HttpRequest, number: str, pk: str) -> HttpResponse:
    """How the character is read, with the question whether it was known; by POST the answer."""
    learned = get_object_or_404(LearnedCharacter.objects.of(request.user), pk=pk)
    if request.method == "POST":
        if request.POST.get("knows") in {"yes", "no"}:
            actions.review(learned=learned, knows=request.POST["knows"] == "yes")
        return redirect("literacy:ask", int(number) + 1)
    context = {"learned": learned, "known": suggested(learned.char), "number": int(number)}
    return render(request, "literacy/answer.html", context)


def sat_long(learner: User, *, answers: int) -> bool:
    """Whether the first of the latest answers, so many, is longer ago than a sitting lasts."""
    latest = Review.objects.filter(learned__learner=learner).order_by("-at").values_list("at", flat=True)[:answers]
    moments = list(latest) if answers > 0 else []
    return bool(moments) and moments[-1] < timezone.now() - LONGEST_SITTING
