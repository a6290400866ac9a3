from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from college.progress.views import watch

ADDRESS = "/progress/watch/"


class PlayersFirst:
    """Stands first, and answers what players report before any other middleware runs.

    Of all requests these come most often, and need none of it: the token they carry stands for the session, there is
    no form, no page, no language, and nothing to redirect. Every other request goes the whole way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == ADDRESS and request.method == "POST":
            return watch(request)
        return self.get_response(request)
