"""What keeps a package apart from the site: the host it is served on, and what its frame and its files may.

Without PACKAGES_ORIGIN, and on every other host, its frame has no origin at all: no cookies, no storage, and no two of
its documents can speak to each other. With it, packages lie on that host, on which nothing else is; there they have an
origin of their own and find each other as on any other site, and the college is as far away as before.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

MAY = (
    "allow-scripts",
    "allow-forms",
    "allow-modals",
    "allow-downloads",
    "allow-popups",
    "allow-popups-to-escape-sandbox",
)
OWN_ORIGIN = "allow-same-origin"
PATH = "/packages/"


def has_own_origin(request: HttpRequest) -> bool:
    """Whether packages that are shown on the host of this request lie on a host of their own.

    On another name of the site, such as its number in a network without names, PACKAGES_ORIGIN may not be reachable.
    """
    return bool(settings.PACKAGES_ORIGIN) and request.get_host() == urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc


def is_apart(request: HttpRequest) -> bool:
    """Whether this request came to the packages' own host."""
    return bool(settings.PACKAGES_ORIGIN) and request.get_host() == urlsplit(settings.PACKAGES_ORIGIN).netloc


def origin_for(request: HttpRequest) -> str:
    """Where the packages lie that are shown on the host of this request."""
    return settings.PACKAGES_ORIGIN if has_own_origin(request) else f"{request.scheme}://{request.get_host()}"


def frame_source(request: HttpRequest) -> str:
    """All that the site's pages may show in a frame."""
    return origin_for(request) + PATH


def sandbox(*, with_origin: bool) -> str:
    return " ".join([*MAY, OWN_ORIGIN] if with_origin else MAY)


def policy(request: HttpRequest, token: str) -> str:
    """Content-Security-Policy of a package's files: they load nothing but one another.

    Who may frame them is said only where they have an origin: a frame in a frame without one matches no source, so a
    package could not show a page of its own in a frame.
    """
    with_origin = is_apart(request)
    own = f"{request.scheme}://{request.get_host()}{PATH}{token}/"
    parts = [
        f"sandbox {sandbox(with_origin=with_origin)}",
        f"default-src {own} data: blob: 'unsafe-inline' 'unsafe-eval'",
        "object-src 'none'",
        f"base-uri {own}",
        f"form-action {own}",
    ]
    if with_origin:
        parts.append(f"frame-ancestors 'self' {settings.WAGTAILADMIN_BASE_URL}")
    return "; ".join(parts)
