from dataclasses import dataclass
from datetime import date
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from college.courses.hours import plain
from college.people.models import User
from college.progress.hours import evidence, targets
from college.progress.hours.forms import TargetForm
from college.progress.hours.summing import context
from college.progress.models import HourCredit, LearnerTarget

PAGE = 30


@dataclass(frozen=True)
class Entry:
    """One of the ledger as its owner reads it."""

    title: str
    day: date
    hours: str
    evidence: str
    rule_words: str

    @classmethod
    def of(cls, credit: HourCredit) -> "Entry":
        return cls(credit.title, credit.day, plain(credit.hours), evidence.words(credit), credit.rule_words)


@require_safe
@login_required
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    return _shown(request, TargetForm())


@require_POST
@login_required
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    form = TargetForm(request.POST)
    if not form.is_valid():
        return _shown(request, form)
    own = targets.ask_of(learner=cast(User, request.user), **form.cleaned_data)
    messages.success(request, _("以后按“%(name)s”的要求给您合计学时。") % {"name": own.target})
    return redirect("progress:hours")


@require_POST
@login_required
@never_cache
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        targets.no_longer_ask(learner=cast(User, request.user), pk=pk)
    except LearnerTarget.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("不再按这项要求合计。已计的学时都还在。"))
    return redirect("progress:hours")


def _shown(request: HttpRequest, form: TargetForm) -> HttpResponse:
    """The reader's totals, targets and entries, the latest first."""
    user = cast(User, request.user)
    leaf = Paginator(HourCredit.objects.filter(learner=user), PAGE).get_page(request.GET.get("page"))
    entries = [Entry.of(credit) for credit in leaf]
    return render(
        request, "progress/hours/mine.html", {"form": form, "leaf": leaf, "entries": entries, **context(user)}
    )
