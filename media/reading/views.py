import re

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from media.models import Video
from media.reading.opening import Part, parts_of
from media.views import watchable

HEADERS = {"Cache-Control": "private, no-cache"}


@require_safe
def transcript(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is said, to read and to print."""
    video = readable(request, pk)
    parts = parts_of(video.cues(), list(video.chapters.all()))
    response = render(request, "media/transcript.html", {"video": video, "parts": parts})
    response["Cache-Control"] = HEADERS["Cache-Control"]
    return response


@require_safe
def lines(request: HttpRequest, pk: int) -> JsonResponse:
    """The lines that begin after `after` (milliseconds), for the panel beside the player."""
    video = readable(request, pk)
    after = request.GET.get("after", "")
    cues = video.cues().filter(start_ms__gt=int(after) if re.fullmatch("[0-9]{1,9}", after) else -1)
    parts = parts_of(cues.only("start_ms", "end_ms", "text"), list(video.chapters.all()))
    return JsonResponse(
        {"parts": list(map(as_data, parts))}, headers=HEADERS, json_dumps_params={"ensure_ascii": False}
    )


def as_data(part: Part) -> dict[str, object]:
    chapter = part.chapter and [part.chapter.start_ms, part.chapter.title]
    return {"chapter": chapter, "lines": [[cue.start_ms, cue.clock, cue.text] for cue in part.cues]}


def readable(request: HttpRequest, pk: int) -> Video:
    video = watchable(request, pk)
    if not video.has_captions:
        raise Http404
    return video
