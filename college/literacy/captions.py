"""Pinyin over the transcript beside a video: the page, drawn once for everybody, asks for what this reader needs."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from college.hanzi.pinyin import annotate
from college.literacy.letters.page import Pinyin
from college.literacy.models import LearnedCharacter

MOST_LINES = 60
MOST_CHARACTERS = 4000


@require_POST
@csrf_exempt  # a question: nothing is changed
@never_cache
def annotate_lines(request: HttpRequest) -> HttpResponse:
    """{"pinyin": "unknown" or "all", "lines": [text, …]} in; {"lines": [[[text, pinyin or ""], …], …]} out."""
    try:
        asked = json.loads(request.body)
        is_all, lines = asked["pinyin"] == Pinyin.ALL, _checked(asked["lines"])
    except (ValueError, TypeError, KeyError):
        return HttpResponseBadRequest()
    known: set[str] = set()
    if request.user.is_authenticated and not is_all:
        learned = LearnedCharacter.objects.of(request.user).known().filter(char__in=set("".join(lines)))
        known = set(learned.values_list("char", flat=True))
    return JsonResponse({"lines": [annotate(line, known) for line in lines]})


def _checked(lines: Any) -> list[str]:
    """Raises ValueError or TypeError."""
    if not isinstance(lines, list) or len(lines) > MOST_LINES or len("".join(lines)) > MOST_CHARACTERS:
        raise ValueError
    return lines
