import gzip
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from college.hanzi import characters, strokes
from college.hanzi.finding import Index, find

YEAR = 365 * 24 * 3600
# The header is drawn once for all of these pages, not once a character.
FRAME = {"frame_key": "/hanzi"}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The characters by level and by the first letter of their pinyin; those that a question asks for."""
    query = request.GET.get("q", "").strip()[:40]
    found = find(query)
    if len(found) == 1 and found[0].char == query:
        return redirect("hanzi:character", query)
    context = {**FRAME, "query": query, "found": found, "index": Index(request.GET)}
    return render(request, "hanzi/index.html", context)


@require_safe
def character(request: HttpRequest, char: str) -> HttpResponse:
    known, written = characters.get(char), strokes.of(char)
    if known is None or written is None:
        return render(request, "hanzi/unknown.html", {**FRAME, "asked": char[:8]}, status=404)
    before, after = characters.beside(known)
    context = {
        **FRAME,
        "character": known,
        "paths": written["strokes"],
        "strokes_url": strokes.url(char),
        "before": before,
        "after": after,
        "list_url": f"{reverse('hanzi:index')}?{urlencode(Index.place_of(known))}",
    }
    return render(request, "hanzi/character.html", context)


@require_safe
def strokes_of(request: HttpRequest, version: str, char: str) -> HttpResponseBase:
    """The strokes of one character, compressed as they are kept. A page of an older version is led to these."""
    data = strokes.compressed(char)
    if data is None:
        raise Http404(f"No strokes of {char!r}")
    if version != strokes.version():
        return HttpResponseRedirect(strokes.url(char))
    response = HttpResponse(data, content_type="application/json")
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response["Content-Encoding"] = "gzip"
    else:
        response.content = gzip.decompress(data)
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
