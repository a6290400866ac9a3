from csp.middleware import CSPMiddleware as Middleware
from django.http import HttpRequest, HttpResponseBase


class CSPMiddleware(Middleware):
    """The strict policy for everyone but the Wagtail admin, whose own scripts and styles are inline."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith("/admin/"):
            return response
        return super().process_response(request, response)
