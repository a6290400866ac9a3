import gzip

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from college.hanzi import strokes

YEAR = 365 * 24 * 3600


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
