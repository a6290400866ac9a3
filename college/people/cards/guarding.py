from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from college.people.cards.backend import is_by_card

View = Callable[..., HttpResponseBase]


def not_by_card(view: View) -> View:
    """A page about how somebody signs in: not for whoever holds a card that may have been found in the street.

    The library asks again for a password before such pages, but lets through who has none: most card holders.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_by_card(request):
            return render(request, "people/cards/not_by_card.html", status=403)
        return view(request, *args, **kwargs)

    return cast(View, guarded)
