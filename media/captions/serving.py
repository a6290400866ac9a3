"""Captions as players fetch them."""

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from media.captions.formats import webvtt
from media.views import watchable


@require_safe
def captions(request: HttpRequest, pk: int, language: str = "") -> HttpResponse:
    """Those of the spoken language or the one named. A player asks each time whether they were corrected since."""
    video = watchable(request, pk)
    transcript = next((found for found in video.captions() if found.language == (language or video.language)), None)
    if not transcript:
        raise Http404
    content = webvtt.write(transcript.cues.all()).encode()
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
    response = HttpResponse(content, content_type="text/vtt; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=etag, response=response) or response
