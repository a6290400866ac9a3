from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from college.packages.apart import PATH, is_apart


class PackagesApart:
    """On the packages' own host there is nothing but packages. Who types its name is led to the college."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.PACKAGES_ORIGIN or not is_apart(request) or request.path_info.startswith(PATH):
            return self.get_response(request)
        if request.method in ("GET", "HEAD"):
            return HttpResponseRedirect(settings.WAGTAILADMIN_BASE_URL + request.get_full_path())
        return HttpResponse(status=404)
