"""Pages on which anyone checks what somebody shows them: counted by address, kept out of search engines and caches."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache

# A class that scans its papers together sits behind one address.
CHECKS_A_MINUTE = 60
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_strangers(view: View[P]) -> View[P]:
    """All such pages are counted together: CHECKS_A_MINUTE, then a page that asks for patience."""

    @wraps(view)
    def careful(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        limits = {"check": f"{CHECKS_A_MINUTE}/m/ip"}
        counted = ratelimit.consume(request, app="college", action="check", config=limits, limit_get=True)
        if counted:
            response = view(request, *args, **kwargs)
            if isinstance(response, HttpResponseRedirect):
                counted.rollback()  # the page it leads to counts
        else:
            response = render(request, "429.html", status=429)
            response["Retry-After"] = "60"
        response["X-Robots-Tag"] = "noindex"
        return response

    return never_cache(careful)
