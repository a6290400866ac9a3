"""One file asked for as a browser does, on a connection of its own."""

import time
import urllib.request

from bench.processes import Failed


def seconds_of(url: str, *, cookie: str, kind: str) -> float:
    """Until all of it is there. Failed if something else is answered."""
    asked = urllib.request.Request(url, headers={"Cookie": cookie})  # noqa: S310
    began = time.perf_counter()
    with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310
        content = answer.read()
    seconds = time.perf_counter() - began
    if answer.headers.get_content_type() != kind or not content.startswith(b"%PDF"):
        raise Failed(f"{url} answers {answer.headers.get_content_type()}")
    return seconds
