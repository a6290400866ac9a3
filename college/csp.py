from typing import Any

from csp.middleware import CSPMiddleware as Middleware
from csp.middleware import PolicyParts
from django.http import HttpRequest, HttpResponseBase

from college.packages.apart import frame_source
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
        """Frames show course packages, nothing else. Videos and their pictures may come from a bucket, to which our own
        addresses lead."""
        request = kwargs["request"] if "request" in kwargs else args[0]
        parts = super().get_policy_parts(*args, **kwargs)
        parts.update = {**(parts.update or {}), "frame-src": [frame_source(request)]}
        if origin := bucket_origin():
            parts.update = {**(parts.update or {}), "media-src": [origin], "img-src": [origin]}
        return parts
