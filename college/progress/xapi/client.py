"""One request to a learning record store: POST statements (xAPI 1.0.3, part three, 2.1.2)."""

import json
import time
from base64 import b64encode
from contextlib import suppress
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.utils.translation import gettext as _

VERSION = "1.0.3"
LONGEST_ANSWER = 1024 * 1024  # bytes; a batch's ids are some kB
# What the statements themselves are the cause of: Bad Request, Conflict, Content Too Large.
REFUSALS = {400, 409, 413}
CONFLICT = 409


class NotArrived(Exception):
    """Nobody is known to have taken the statements; another time they may be. `pause`: seconds the store asks for."""

    def __init__(self, words: str, pause: int = 0) -> None:
        super().__init__(words)
        self.pause = pause


class Refused(Exception):
    """The store took none of them, and will not take all of them another time; `status` is its answer's."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.status = status


class NoRedirects(HTTPRedirectHandler):
    """A POST that is sent elsewhere would arrive as a GET, and the password with it."""

    def redirect_request(self, *args: Any) -> None:
        return None


OPENER = build_opener(NoRedirects)


def post(statements: list[dict[str, Any]]) -> None:
    """Returns when the store has said that it has all of them. Raises NotArrived, Refused."""
    try:
        with OPENER.open(_request(statements), timeout=settings.XAPI_TIMEOUT_SECONDS) as response:
            answer = _read(response)
    except HTTPError as error:
        raise _meaning(error) from error
    except (OSError, HTTPException) as error:
        raise NotArrived(_("学习记录库没有应答：%(reason)s") % {"reason": getattr(error, "reason", error)}) from error
    if not _names_all(answer, statements):
        raise NotArrived(_("应答的不像是学习记录库。请核对 XAPI_ENDPOINT。"))


def _request(statements: list[dict[str, Any]]) -> Request:
    key = b64encode(f"{settings.XAPI_USERNAME}:{settings.XAPI_PASSWORD}".encode()).decode()
    return Request(  # noqa: S310 a check holds the address to http and https
        f"{settings.XAPI_ENDPOINT.rstrip('/')}/statements",
        data=json.dumps(statements, ensure_ascii=False).encode(),
        headers={
            "Authorization": f"Basic {key}",
            "Content-Type": "application/json; charset=utf-8",
            "X-Experience-API-Version": VERSION,
        },
        method="POST",
    )


def _read(response: HTTPResponse) -> bytes:
    """The answer, if it comes in time: the timeout of a socket is for each piece."""
    until, answer = time.monotonic() + settings.XAPI_TIMEOUT_SECONDS, b""
    while piece := response.read1(65536):
        answer += piece
        if time.monotonic() > until or len(answer) > LONGEST_ANSWER:
            raise TimeoutError("the answer does not end")
    return answer


def _names_all(answer: bytes, statements: list[dict[str, Any]]) -> bool:
    """The store answers with the ids of what it has; a page of some other site has none."""
    try:
        ids = json.loads(answer)
    except ValueError:
        return False
    return isinstance(ids, list) and {str(id_).lower() for id_ in ids} >= {sent["id"] for sent in statements}


def _meaning(error: HTTPError) -> NotArrived | Refused:
    said = ""
    with error, suppress(OSError, HTTPException):
        said = " ".join(error.read(500).decode(errors="replace").split())
    words = _("学习记录库答复 %(status)s %(said)s") % {"status": error.code, "said": said}
    if error.code in REFUSALS:
        return Refused(words, error.code)
    if error.code in {401, 403}:
        words = _("学习记录库不认 XAPI_USERNAME 和 XAPI_PASSWORD（%(status)s）。") % {"status": error.code}
    pause = error.headers.get("Retry-After", "")
    return NotArrived(words, pause=int(pause) if pause.isdecimal() else 0)
