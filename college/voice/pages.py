"""What a page shows to whoever asks. Nothing else is ever read aloud: nobody has the college say what they like.

The page is asked for once more, as the reader would get it, through all that guards it; and as a stranger would, to
tell what everybody may read. What may have been typed into an address (`?q=…`) is left out.
"""

import re
from functools import cache
from io import BytesIO
from urllib.parse import quote, unquote

from bs4 import BeautifulSoup
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

SILENT = "[hidden], .visually-hidden, [aria-hidden='true'], rt, script, style, template, svg"
"""As in static/js/site/read-aloud.js."""
SAME = re.compile(r"wsgi\.|SERVER_|REMOTE_ADDR$|HTTP_HOST$|HTTP_ACCEPT_LANGUAGE$|HTTP_X_")
"""What the second question has in common with the first."""
NO_PAGES = ("/admin/", "/voice/")
NUMBERS = re.compile(r"(?:[a-z]+=[0-9]{1,4}&?)*")
"""Of an address's query: the leaf of a list."""
SPACE = re.compile(r"\s+")


def bare(text: str) -> str:
    """Without spaces, which pages and texts differ in."""
    return SPACE.sub("", text)


def shown_to_reader(request: HttpRequest, address: str) -> str:
    """The bare text of the page; empty if the reader may not have it."""
    return _text(request, address, cookies=request.META.get("HTTP_COOKIE", ""))


def shown_to_strangers(request: HttpRequest, address: str) -> str:
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return _text(request, address, cookies=f"{settings.LANGUAGE_COOKIE_NAME}={quote(language)}" if language else "")


def _text(request: HttpRequest, address: str, *, cookies: str) -> str:
    path, _, query = address.partition("?")
    path = unquote(path)
    if not path.startswith("/") or path.startswith(NO_PAGES):
        return ""
    response = _answer(request, path, query if NUMBERS.fullmatch(query) else "", cookies)
    if not isinstance(response, HttpResponse) or response.status_code != 200:
        return ""
    return main_text(response.content) if "text/html" in response.headers["Content-Type"] else ""


def _answer(request: HttpRequest, path: str, query: str, cookies: str) -> HttpResponseBase:
    asked = {
        **{name: value for name, value in request.META.items() if SAME.match(name)},
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query,
        "HTTP_COOKIE": cookies,
        "wsgi.input": BytesIO(),
    }
    with translation.override(translation.get_language()):
        return _site().get_response(WSGIRequest(asked))


@cache
def _site() -> WSGIHandler:
    return WSGIHandler()


def main_text(html: bytes) -> str:
    """All of it, and once more without what is silent: a sentence goes on behind the pinyin in its middle."""
    soup = BeautifulSoup(html, "html.parser")
    main = soup.find("main")
    if main is None:
        return ""
    everything = bare(main.get_text())
    for silent in main.select(SILENT):
        silent.decompose()
    return f"{everything}\n{bare(main.get_text())}"
