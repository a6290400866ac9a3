"""Asking for sentences to be read aloud, and their sound."""

import json
from functools import partial
from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from college.voice import actions, pages
from college.voice.models import Recording, Saying
from college.voice.writing import bare, plain
from media.delivery import deliver

MOST_TEXTS = 8
LONGEST_ADDRESS = 500
ASKS_A_MINUTE = 240
"""From one address, behind which a whole class may sit; a reader asks once for some sentences."""
NEW_IN_TEN_MINUTES = 150
"""Sentences that nobody had asked for before, from one address: all of some long pages."""


@require_POST
@csrf_exempt  # a question: what it brings about is the same for whoever asks
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """{"page": address, "texts": [sentence, …]} in; {"sounds": [address or null, …]} out, as long as `texts`.

    Null is what the page does not have, or is too long. 503: too many sentences wait already, or were asked for from
    this address.
    """
    limits = {"voice": f"{ASKS_A_MINUTE}/m/ip"}
    if not ratelimit.consume(request, app="college", action="voice", config=limits):
        return HttpResponse(status=503)
    try:
        asked = json.loads(request.body)
        page, texts = _checked(asked["page"], asked["texts"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return HttpResponseBadRequest()
    public = _found(texts, pages.shown_to_strangers(request, page))
    own = _found(texts, pages.shown_to_reader(request, page)) if len(public) < len(set(texts)) else set()
    readable = [text for text in texts if text in public | own]
    try:
        sayings = actions.ask(
            texts=readable,
            passing=set() if pages.is_standing(page) else own - public,
            by_stranger=not request.user.is_authenticated,
            may_begin=partial(_may_begin, request),
        )
    except actions.TooMuchToSay:
        return HttpResponse(status=503)
    sounds = dict(zip(readable, sayings, strict=True))
    return JsonResponse({"sounds": [_address(sounds.get(text)) for text in texts]})


def _checked(page: Any, texts: Any) -> tuple[str, list[str]]:
    """Raises ValueError."""
    if not isinstance(page, str) or len(page) > LONGEST_ADDRESS or not isinstance(texts, list):
        raise ValueError
    if len(texts) > MOST_TEXTS or not all(isinstance(text, str) for text in texts):
        raise ValueError
    for written in (page, *texts):
        written.encode()  # half a character is none
    return page, [plain(text) for text in texts]


def _may_begin(request: HttpRequest, count: int) -> bool:
    limits = {"say": f"{NEW_IN_TEN_MINUTES}/10m/ip"}
    return all(ratelimit.consume(request, app="college", action="say", config=limits) for _new in range(count))


def _found(texts: list[str], shown: str) -> set[str]:
    return {text for text in texts if text and bare(text) in shown}


def _address(saying: Saying | None) -> str | None:
    return reverse("voice:sound", args=[saying.key]) if saying else None


@require_safe
def sound(request: HttpRequest, key: str) -> HttpResponseBase:
    """202 until it is there, 503 where it will not be soon, 410 where it never will. The key is what gives access (see
    `models.key_of`)."""
    saying = get_object_or_404(Saying, key=key)
    if saying.state == Saying.State.DONE:
        return _delivered(request, saying.file)
    if saying.state == Saying.State.FAILED:
        return HttpResponse(status=410)
    response = HttpResponse(status=503 if saying.error else 202)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def recording(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What an editor said; its number gives access."""
    return _delivered(request, get_object_or_404(Recording, pk=pk).file)


def _delivered(request: HttpRequest, file: FieldFile) -> HttpResponseBase:
    try:
        return deliver(request, file, content_type="audio/mpeg")
    except FileNotFoundError as missing:
        raise Http404 from missing
