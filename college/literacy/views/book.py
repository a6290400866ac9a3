"""The character book: what I can read, towards as many as I mean to."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from college.literacy import actions
from college.literacy.models import LearnedCharacter, ReadingGoal
from college.people.models import User

ON_A_PAGE = 100


@require_safe
@never_cache
@login_required
def book(request: HttpRequest) -> HttpResponse:
    mine = LearnedCharacter.objects.of(request.user)
    leaf = Paginator(mine.order_by("-learned_at", "-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    goal = ReadingGoal.objects.filter(learner=request.user.pk).first()
    context = {
        "leaf": leaf,
        "known": mine.known().count(),
        "has_due": mine.due(localdate()).exists(),
        "goal": goal,
        "is_choosing": not goal or "goal" in request.GET,
        "goals": ReadingGoal.Characters.choices,
    }
    return render(request, "literacy/book.html", context)


@require_POST
@login_required
def choose_goal(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("characters", "")
    if chosen in {str(value) for value in ReadingGoal.Characters.values}:
        actions.choose_goal(learner=cast(User, request.user), characters=int(chosen))
    return redirect("literacy:book")
