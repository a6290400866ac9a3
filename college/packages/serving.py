"""A package's files, to whoever has a token for it."""

import logging
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import IO

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from college.packages import apart, tokens, unpacking
from college.packages.injecting import with_runtime
from college.packages.models import Package
from college.spreadsheets import Unreadable
from media.outages import StorageUnreachable
from media.playback import pieces

logger = logging.getLogger(__name__)

PAGES = {".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml"}
TYPES = {
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".css": "text/css",
    ".cur": "image/x-icon",
    ".eot": "application/vnd.ms-fontobject",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".m4v": "video/mp4",
    ".mjs": "text/javascript",
    ".mov": "video/quicktime",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".ogv": "video/ogg",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".wasm": "application/wasm",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "text/xml",
    ".xsd": "text/xml",
}
UNKNOWN = "application/octet-stream"
"""Of all else, what would run on another server among it: here it is a file to save."""
LARGEST_PAGE_BYTES = 16 * 1024**2


@require_safe
@xframe_options_exempt
def file(request: HttpRequest, token: str, path: str) -> HttpResponseBase:
    try:
        response = _file(request, tokens.read(token), path)
    except tokens.TokenRefused as refusal:
        words = {
            "bad-token": _("这个地址不对。请从课时页打开课件。"),
            "stale-token": _("这一页打开太久了。请刷新课时页，再打开课件。"),
        }
        response = _sorry(request, words[refusal.code], HTTPStatus.FORBIDDEN)
    except (Unreadable, FileNotFoundError, StorageUnreachable):
        logger.exception("A package could not be unpacked, or is gone")
        sentence = _("课件现在打不开。请过一会儿刷新课时页；还是打不开，请告诉老师。")
        response = _sorry(request, sentence, HTTPStatus.SERVICE_UNAVAILABLE)
    return _apart(request, response, token)


def _file(request: HttpRequest, token: tokens.PackageToken, path: str) -> HttpResponseBase:
    package = Package.objects.filter(pk=token.package_id).first()
    folder = unpacking.folder_of(package, token.digest) if package else None
    if folder is None:
        return _sorry(request, _("课件换了新版。请刷新课时页，再打开课件。"), HTTPStatus.GONE)
    found = unpacking.file_in(folder, path)
    if found is None:
        return _sorry(request, _("课件里没有这个文件。请告诉老师。"), HTTPStatus.NOT_FOUND)
    kind = found.suffix.lower()
    if kind in PAGES and found.stat().st_size <= LARGEST_PAGE_BYTES:
        return _page(found, PAGES[kind])
    size = found.stat().st_size
    etag = f'"{token.digest[:16]}-{size:x}"'
    opened: Callable[[], IO[bytes]] = partial(found.open, "rb")  # type: ignore[assignment]  # by its mode
    return pieces(request, opened, size=size, etag=etag, content_type=TYPES.get(kind, UNKNOWN))


def _page(found: Path, content_type: str) -> HttpResponse:
    content, encoding = with_runtime(found.read_bytes())
    kind = f"{content_type}; charset={encoding}" if encoding else content_type
    return HttpResponse(content, headers={"Content-Type": kind, "Last-Modified": http_date(found.stat().st_mtime)})


def _sorry(request: HttpRequest, sentence: str, status: HTTPStatus) -> HttpResponse:
    return render(request, "packages/sorry.html", {"sentence": sentence}, status=status)


def _apart(request: HttpRequest, response: HttpResponseBase, token: str) -> HttpResponseBase:
    """No cookie stands for anything here, so any document may read what it has the address of: one without an origin
    could not load its own modules and fonts otherwise."""
    headers = {
        "Content-Security-Policy": apart.policy(request, token),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "microphone=(), camera=(), geolocation=(), payment=(), usb=()",
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cache-Control": "private, max-age=3600" if response.status_code < HTTPStatus.BAD_REQUEST else "no-store",
        "X-Robots-Tag": "noindex",
    }
    for name, value in headers.items():
        response.headers[name] = value
    return response
