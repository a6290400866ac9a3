"""A stored file over HTTP with byte ranges (RFC 9110 §14), a block at a time."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO

from django.db import connections
from django.db.models.fields.files import FieldFile
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)

BLOCK_BYTES = 256 * 1024
# A player asks for "the rest from here" and reads it over minutes; a thread must not be held that long. A shorter
# answer is allowed (RFC 9110 §15.3.7): the player asks again.
LONGEST_PIECE_BYTES = 8 * 1024 * 1024

SINGLE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


class RangeNotSatisfiable(Exception):
    pass


def serve(request: HttpRequest, file: FieldFile, *, content_type: str) -> HttpResponseBase:
    """The file, the part of it that was asked for (206), 304 if the asker has it, or 416. Its name must be ASCII."""
    etag = f'"{file.name}-{file.size:x}"'
    return pieces(
        request,
        partial(file.storage.open, str(file.name), "rb"),
        size=file.size,
        etag=etag,
        content_type=content_type,
    )


def pieces(
    request: HttpRequest, opened: Callable[[], IO[bytes]], *, size: int, etag: str, content_type: str
) -> HttpResponseBase:
    """The same of whatever can be opened to be read."""
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag, "Cache-Control": "private"})
    try:
        piece = asked_range(request, size=size, etag=etag)
    except RangeNotSatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = piece or (0, size - 1)
    length = last - first + 1
    headers = {
        "Content-Type": content_type,
        "Content-Length": str(length),
        "Content-Disposition": "inline",
        "Accept-Ranges": "bytes",
        "Cache-Control": "private",
        "ETag": etag,
        "X-Content-Type-Options": "nosniff",
    }
    if piece:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    status = 206 if piece else 200
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    return StreamingHttpResponse(blocks(opened, first, length), status=status, headers=headers)


def asked_range(request: HttpRequest, *, size: int, etag: str) -> tuple[int, int] | None:
    """First and last byte asked for; None for the whole file (also for a list of ranges, which may be ignored)."""
    asked = SINGLE_RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if not asked or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = asked.groups()
    if not first and not last:
        return None
    if not first:
        return _suffix(int(last), size)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise RangeNotSatisfiable
    longest = int(first) + LONGEST_PIECE_BYTES - 1 if not last else int(last)
    return int(first), min(longest, size - 1)


def _suffix(length: int, size: int) -> tuple[int, int]:
    if length == 0 or size == 0:
        raise RangeNotSatisfiable
    return max(0, size - length), size - 1


def blocks(opened: Callable[[], IO[bytes]], first: int, length: int) -> Iterator[bytes]:
    release_connections()
    with opened() as stored:
        yield from _read(stored, first, length)


def _read(stored: IO[bytes], first: int, length: int) -> Iterator[bytes]:
    stored.seek(first)
    while length > 0 and (block := stored.read(min(BLOCK_BYTES, length))):
        length -= len(block)
        yield block


def release_connections() -> None:
    """All questions are asked before the first byte: a slow reader must not keep a database connection."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()
