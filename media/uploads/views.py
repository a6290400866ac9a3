"""tus 1.0 over HTTP: core, creation, checksum, expiration, termination.

An upload is its user's; to anyone else it does not exist. The CSRF check is Django's own: as any client must, the page
sends the token in the header X-CSRFToken.
"""

from collections.abc import Iterator
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views import View
from wagtail.permissions import policy_registry

from college.people.models import User
from media.models import Upload, Video
from media.uploads import headers
from media.uploads.actions import begin_upload, receive, terminate
from media.uploads.incoming import BLOCK_BYTES
from media.uploads.refusals import Expired, UploadRefused

VERSION = "1.0.0"
EXTENSIONS = "creation,checksum,expiration,termination"
BODY_TYPE = "application/offset+octet-stream"
# What is to be checked lies on the disk twice for a while.
CHECKED_BYTES = 64 * 1024**2


class TusView(View):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = self.answer(request, *args, **kwargs)
        except UploadRefused as refusal:
            response = sentence(refusal.message, refusal.status)
        response["Tus-Resumable"] = VERSION
        return response

    def answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not policy_registry.get_by_type(Video).user_has_permission(request.user, "add"):
            return sentence(_("您没有上传视频的权限。"), 403)
        if request.method == "POST":
            # For networks that let no PATCH through. A GET stays a GET: it was not asked for a CSRF token.
            request.method = request.headers.get("X-HTTP-Method-Override", "POST").upper()
        if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
            return HttpResponse(status=412, headers={"Tus-Version": VERSION})
        return super().dispatch(request, *args, **kwargs)

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        able = {
            "Tus-Version": VERSION,
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(settings.VIDEO_MAX_BYTES),
            "Tus-Checksum-Algorithm": ",".join(headers.CHECKSUMS),
        }
        return HttpResponse(status=204, headers=able)


class UploadsView(TusView):
    """`most_bytes`: for a room above that is sent something else than videos."""

    most_bytes: int | None = None

    def post(self, request: HttpRequest) -> HttpResponse:
        said = headers.metadata(request)
        modified = said.get("modified", "")
        upload = begin_upload(
            user=cast(User, request.user),
            name=said.get("filename", ""),
            size=headers.whole_number(request, "Upload-Length"),
            modified=int(modified) if modified.isdecimal() and len(modified) < 16 else None,
            most_bytes=self.most_bytes,
        )
        address = reverse("videos:upload", args=[upload.uuid])
        return HttpResponse(status=201, headers={"Location": address, **expiry(upload)})


class UploadView(TusView):
    def head(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        upload = self.get_upload(uuid)
        said = {"filename": upload.name, **({"modified": str(upload.modified)} if upload.modified is not None else {})}
        told = {
            "Upload-Offset": str(upload.offset),
            "Upload-Length": str(upload.size),
            "Upload-Metadata": headers.written(said),
            "Cache-Control": "no-store",
        }
        return HttpResponse(headers={**told, **expiry(upload)})

    def patch(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        if request.content_type != BODY_TYPE:
            raise UploadRefused("wrong-type", f"Content-Type: {BODY_TYPE}")
        upload = self.get_upload(uuid)
        offset = headers.whole_number(request, "Upload-Offset")
        length = headers.whole_number(request, "Content-Length")
        if offset + length > upload.size:
            raise UploadRefused("too-big", _("传来的比说好的 %(count)s 字节多。") % {"count": upload.size})
        checksum = headers.checksum(request)
        if checksum and length > CHECKED_BYTES:
            sentence = _("要校验的一段最大 %(limit)s。") % {"limit": filesizeformat(CHECKED_BYTES)}
            raise UploadRefused("too-big", sentence)
        receive(upload=upload, offset=offset, blocks=blocks(request, length), checksum=checksum)
        return HttpResponse(status=204, headers={"Upload-Offset": str(upload.offset), **expiry(upload)})

    def delete(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        terminate(self.get_upload(uuid))
        return HttpResponse(status=204)

    def get_upload(self, uuid: UUID) -> Upload:
        upload = get_object_or_404(Upload, uuid=uuid, user=self.request.user)
        if upload.is_expired or not upload.path.exists():
            raise Expired
        return upload


def blocks(request: HttpRequest, length: int) -> Iterator[bytes]:
    """The body as it comes, until it ends or the connection does."""
    while length > 0:
        try:
            block = request.read(min(BLOCK_BYTES, length))
        except UnreadablePostError:
            return
        if not block:
            return
        length -= len(block)
        yield block


def expiry(upload: Upload) -> dict[str, str]:
    return {"Upload-Expires": http_date(upload.expires_at.timestamp())}


def sentence(message: str, status: int) -> HttpResponse:
    return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")
