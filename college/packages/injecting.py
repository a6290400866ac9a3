"""Our script in a package's pages. It stands before all of their own and is ASCII, so whatever encoding a page has, and
however it is written, it is the first to run."""

import re
from functools import cache

from django.conf import settings

HEAD = re.compile(rb"<head(?:\s[^<>]*)?>", re.IGNORECASE)
BEFORE = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->|<\?.*?\?>|<!doctype[^>]*>|<html(?:\s[^>]*)?>)*", re.I | re.S)
LOOKED_AT_BYTES = 64 * 1024
UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def with_runtime(page: bytes) -> tuple[bytes, str]:
    """The page, and its encoding where it is known here; else the page says it itself."""
    encoding = ""
    if page[:2] in UTF_16:
        page, encoding = page[2:].decode(UTF_16[page[:2]], "replace").encode(), "utf-8"
    beginning = page[:LOOKED_AT_BYTES]
    found = HEAD.search(beginning) or BEFORE.match(beginning)
    place = found.end() if found else 0
    return page[:place] + runtime() + page[place:], encoding


@cache
def runtime() -> bytes:
    """In marks that both HTML and XHTML take for none of the script's business."""
    script = (settings.BASE_DIR / "static" / "js" / "packages" / "scorm12.js").read_text()
    return f"<script>//<![CDATA[\n{script}//]]></script>".encode("ascii")
