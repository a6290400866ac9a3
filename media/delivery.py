"""Handing a stored file to whoever may have it: by this process, by nginx in front of it, or by the bucket it is in.

Which of the three, `settings.VIDEO_DELIVERY` says.
"""

from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from media.outages import is_remote
from media.playback import serve

DIRECT, X_ACCEL, REDIRECT = "direct", "x-accel", "redirect"
# Where deploy/nginx.conf serves uploads to those whom a view sends there, and nobody else.
INTERNAL = "/internal/uploads/"
# A lesson and a break; a player whose link has run out asks for another.
LINK_SECONDS = 3600


def deliver(request: HttpRequest, file: FieldFile, *, content_type: str) -> HttpResponseBase:
    """What the asker may do with the file is decided already. Raises FileNotFoundError."""
    if settings.VIDEO_DELIVERY == X_ACCEL:
        return by_nginx(file, content_type)
    if settings.VIDEO_DELIVERY == REDIRECT:
        return by_bucket(request, file, content_type)
    return serve(request, file, content_type=content_type)


def by_nginx(file: FieldFile, content_type: str) -> HttpResponse:
    headers = {
        "X-Accel-Redirect": INTERNAL + quote(str(file.name)),
        "Content-Type": content_type,
        "Content-Disposition": "inline",
        "Cache-Control": "private",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(headers=headers)


def by_bucket(request: HttpRequest, file: FieldFile, content_type: str) -> HttpResponse:
    """To an address that is good for a while; what the bucket answers there is part of what was signed."""
    asked = {
        "ResponseContentType": content_type,
        "ResponseContentDisposition": "inline",
        "ResponseCacheControl": "private",
    }
    signer: Any = public_side(file.storage)
    link = signer.url(str(file.name), parameters=asked, expire=LINK_SECONDS, http_method=request.method)
    return HttpResponseRedirect(link, headers={"Cache-Control": "private, no-store"})


@cache
def public_side(storage: Storage) -> Storage:
    """The storage as browsers reach it, which may be by another address than servers do."""
    address = settings.S3["PUBLIC_URL"]
    if not address:
        return storage
    options = settings.STORAGES["private"]["OPTIONS"]
    return type(storage)(**{**options, "endpoint_url": address})


def bucket_origin() -> str:
    """Where pages must be allowed to load videos and pictures from, besides the site itself; empty if nowhere."""
    storage = storages["private"]
    return _origin(storage) if settings.VIDEO_DELIVERY == REDIRECT and is_remote(storage) else ""


@cache
def _origin(storage: Storage) -> str:
    parts = urlsplit(public_side(storage).url("any"))
    return f"{parts.scheme}://{parts.netloc}"
