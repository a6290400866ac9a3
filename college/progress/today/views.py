from operator import attrgetter
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail import hooks

from cms.panels import Panel
from cms.serving import know_site
from college.people.models import User
from college.progress.models import Enrolment
from college.progress.standing import Standing, in_their_courses, open_among, standings
from college.progress.teaching import notes
from college.progress.today.due import due
from college.progress.today.fresh import new_for

REMEMBERED = 200
AT_ONCE = 20
"""Courses that are looked at, those learned in last: the page must not grow with the years."""
DONE_SHOWN = 3


@require_safe
@login_required
@never_cache
def today(request: HttpRequest) -> HttpResponse:
    """One thing to go on with, then what asks for attention, what else is begun, what is new, what was done last."""
    user, now = cast(User, request.user), timezone.now()
    know_site(request)
    taken = in_their_courses(Enrolment.objects.of(user).order_by("-active_at", "-pk")[:REMEMBERED])
    begun = _begun(taken)
    open_ = [standing for standing in begun if not standing.is_closed_off]
    current = next((standing for standing in open_ if standing.current), None)
    completed = _completed(taken)
    context = {
        "shared_key": "today",
        "greeting": _greeting(str(user)),
        "current": current,
        "notes": notes.unread_in(taken),
        "sections": _sections(request),
        "due": due(request, open_, now),
        "others": [standing for standing in begun if standing is not current],
        "new": new_for(user, now, enrolled={enrolment.course_id for enrolment in taken}),
        "completed": completed,
        "completed_open": open_among(completed),
    }
    return render(request, "progress/today.html", context)


def _sections(request: HttpRequest) -> list[Panel]:
    found = [panel for contribute in hooks.get_hooks("my_sections") for panel in contribute(request)]
    return sorted(found, key=attrgetter("order"))


def _begun(taken: list[Enrolment]) -> list[Standing]:
    """The course learned in last comes first."""
    unfinished = [enrolment for enrolment in taken if not enrolment.is_completed]
    return sorted(standings(unfinished[:AT_ONCE]), key=attrgetter("learned_at"), reverse=True)


def _completed(taken: list[Enrolment]) -> list[Enrolment]:
    completed = [enrolment for enrolment in taken if enrolment.is_completed]
    return sorted(completed, key=attrgetter("completed_at"), reverse=True)[:DONE_SHOWN]


def _greeting(name: str) -> str:
    hour = timezone.localtime().hour
    if hour < 12:
        return _("%(name)s，早上好") % {"name": name}
    if hour < 18:
        return _("%(name)s，下午好") % {"name": name}
    return _("%(name)s，晚上好") % {"name": name}
