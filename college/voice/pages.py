"""What a page shows to whoever asks. Nothing else is ever read aloud: nobody has the college say what they like.

The page is asked for once more, as the reader would get it, through all that guards it; and as a stranger would, to
tell what everybody may read. What may have been typed into an address (`?q=…`) is left out.
"""

import re
from functools import cache
from io import BytesIO
from urllib.parse import unquote

from bs4 import BeautifulSoup
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation

from cms.editions import Memory
from college.voice.writing import bare

SILENT = "[hidden], .visually-hidden, [aria-hidden='true'], rt, script, style, template, svg"
"""As in static/js/site/read-aloud.js."""
SAME = re.compile(r"wsgi\.|SERVER_|REMOTE_ADDR$|HTTP_HOST$|HTTP_ACCEPT_LANGUAGE$|HTTP_X_")
"""What the second question has in common with the first."""
NO_PAGES = ("/admin/", "/voice/")
NUMBERS = re.compile(r"(?:[a-z]+(?:-[0-9]{1,4})?=[0-9]{1,4}&?)*")
"""Of an address's query: the leaf of a list, what was chosen of a question."""
STANDING = {"wagtail_serve", "literacy:lesson_step", "lessons:question"}
"""Views that show many people the same."""

_strangers = Memory()


def parts(address: str) -> tuple[str, str]:
    """Path and query of what may be read aloud; the path is empty of what may not."""
    path, _, query = address.partition("?")
    path = unquote(path)
    is_page = path.startswith("/") and not path.startswith(NO_PAGES)
    return path if is_page else "", query if NUMBERS.fullmatch(query) else ""


def is_standing(address: str) -> bool:
    """Whether it is a page of the site or a step of a lesson, and not somebody's own like a letter."""
    try:
        return resolve(parts(address)[0]).view_name in STANDING
    except Resolver404:
        return False


def shown_to_reader(request: HttpRequest, address: str) -> str:
    """The bare text of the page; empty if the reader may not have it."""
    return _text(request, *parts(address), cookies=request.META.get("HTTP_COOKIE", ""))


def shown_to_strangers(request: HttpRequest, address: str) -> str:
    """Remembered for a while, but for the leaves of lists: of those there are too many."""
    path, query = parts(address)
    language = translation.get_language()

    def text() -> str:
        return _text(request, path, query, cookies=f"{settings.LANGUAGE_COOKIE_NAME}={language}")

    return text() if query else _strangers.recall((path, language, request.get_host()), text)


def _text(request: HttpRequest, path: str, query: str, *, cookies: str) -> str:
    if not path:
        return ""
    response = _answer(request, path, query, cookies)
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
