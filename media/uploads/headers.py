"""What tus clients say in headers. https://tus.io/protocols/resumable-upload"""

import base64
import re

from django.http import HttpRequest
from django.utils.translation import gettext as _

from media.uploads.refusals import UploadRefused

CHECKSUMS = ("sha1", "sha256")


def whole_number(request: HttpRequest, header: str) -> int:
    value = request.headers.get(header, "")
    if not re.fullmatch("[0-9]{1,15}", value):
        raise UploadRefused("bad-request", f"{header}: {value!r}")
    return int(value)


def metadata(request: HttpRequest) -> dict[str, str]:
    """`Upload-Metadata: filename bGVzc29uLm1wNA==,is_private` as {"filename": "lesson.mp4", "is_private": ""}."""
    pairs = (pair.split() for pair in request.headers.get("Upload-Metadata", "").split(",") if pair.strip())
    return {key: _decoded(*values).decode(errors="replace") for key, *values in pairs}


def written(said: dict[str, str]) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items())


def checksum(request: HttpRequest) -> tuple[str, bytes] | None:
    """The algorithm's name and the digest that the body must have."""
    if "Upload-Checksum" not in request.headers:
        return None
    algorithm, _space, value = request.headers["Upload-Checksum"].strip().partition(" ")
    if algorithm not in CHECKSUMS:
        raise UploadRefused("bad-request", _("不认识这种校验方法：%(name)s") % {"name": algorithm})
    return algorithm, _decoded(value)


def _decoded(value: str = "", *more: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except ValueError as error:  # binascii.Error, or letters that are not ASCII
        raise UploadRefused("bad-request", f"base64: {value!r}") from error
