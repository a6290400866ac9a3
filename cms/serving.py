"""Which page an address leads to: the same for everybody, and looked up once an edition."""

from copy import copy

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page, Site
from wagtail.views import serve as wagtail_serve

from cms.editions import per_edition


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view of a page, told where the address leads."""
    site, page = _destination(request.get_host(), request.get_port(), path)
    if site:
        request._wagtail_site = site  # type: ignore[attr-defined]  # where Wagtail looks first
    if page:
        request._wagtail_route_for_request = (copy(page), [], {})  # type: ignore[attr-defined]
    return wagtail_serve(request, path)


def know_site(request: HttpRequest) -> None:
    """Tell Wagtail which site was asked for, where a page that is none of its own links to many that are."""
    request._wagtail_site = _destination(request.get_host(), request.get_port(), "")[0]  # type: ignore[attr-defined]


@per_edition
def _destination(host: str, port: str, path: str) -> tuple[Site | None, Page | None]:
    """The site, and the page if there is one that is not found by asking the page itself for more."""
    asked = HttpRequest()
    asked.META = {"HTTP_HOST": host, "SERVER_PORT": port}
    site = Site.find_for_request(asked)
    page, args, kwargs = Page.route_for_request(asked, path) or (None, [], {})
    for name in getattr(page, "known_with", ()):
        getattr(page, name)
    return site, None if args or kwargs else page
