"""Chapters as players fetch them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from media.captions.formats import webvtt
from media.models import Video
from media.views import watchable


@dataclass(frozen=True)
class TitledStretch:
    """Seconds and a title."""

    start: float
    end: float
    text: str


@require_safe
def chapters(request: HttpRequest, pk: int) -> HttpResponse:
    found = list(stretches(watchable(request, pk)))
    if not found:
        raise Http404
    headers = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(webvtt.write(found), content_type="text/vtt; charset=utf-8", headers=headers)


def stretches(video: Video) -> Iterator[TitledStretch]:
    """Each chapter lasts until the next."""
    starts = [(chapter.start, chapter.title) for chapter in video.chapters.all()]
    for (start, title), (end, _) in pairwise([*starts, (video.duration or 0.0, "")]):
        if end > start:
            yield TitledStretch(start, end, title)
