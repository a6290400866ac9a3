from typing import Any

from csp.middleware import CSPMiddleware as Middleware
from csp.middleware import PolicyParts
from django.http import HttpRequest, HttpResponseBase

from media.delivery import bucket_origin


class CSPMiddleware(Middleware):
    """The strict policy for everyone but the Wagtail admin, whose own scripts and styles are inline, and where editors
    record sentences."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith("/admin/"):
            return response
        response.headers.setdefault(
            "Permissions-Policy", "microphone=()"
        )  # editors speak; learners are not listened to
        return super().process_response(request, response)

    def get_policy_parts(self, *args: Any, **kwargs: Any) -> PolicyParts:
        """Videos and their pictures may come from a bucket, to which our own addresses lead."""
        parts = super().get_policy_parts(*args, **kwargs)
        if origin := bucket_origin():
            parts.update = {**(parts.update or {}), "media-src": [origin], "img-src": [origin]}
        return parts
