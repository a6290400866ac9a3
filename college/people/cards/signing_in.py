"""Signing in by the library's own way, so that its checks and signals are what they always are."""

from allauth.account.internal.flows.login import clear_authentication_records, perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from college.people.cards.backend import PATH
from college.people.models import User


def sign_in(request: HttpRequest, learner: User, *, method: str) -> tuple[HttpResponse, str]:
    """Where to go on, and the key of the session that began; empty if they were not let in.

    What was proved in this session before does not count for it.
    """
    clear_authentication_records(request)
    record_authentication(request, learner, method=method)
    learner.backend = PATH
    response = perform_login(request, Login(user=learner))
    if not (request.user.is_authenticated and request.user.pk == learner.pk):
        return response, ""
    request.session.set_expiry(settings.CARD_SESSION_HOURS * 3600)
    if not request.session.session_key:  # another person's session was emptied
        request.session.create()
    return response, str(request.session.session_key)
