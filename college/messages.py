"""Reads the messages out of templates and code for `pybabel`, so that nobody needs GNU gettext (see babel.cfg).

The texts in the source are Chinese; `locale/en` is their English. After changing a text: `make messages`, fill in what
is empty in `locale/en/LC_MESSAGES/django.po`, `make test`.
"""

import io
import re
from collections.abc import Iterator
from typing import IO, Any

from babel.messages import extract
from django.utils.translation.template import templatize

# Django's further names for what Babel knows.
NAMES = {
    "gettext_lazy": "gettext",
    "gettext_noop": "gettext",
    "ngettext_lazy": "ngettext",
    "pgettext_lazy": "pgettext",
    "npgettext_lazy": "npgettext",
}


def extract_python(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    known: Any = {*keywords, *NAMES}
    for line, name, *rest in extract.extract_python(file, known, comment_tags, options):
        yield line, NAMES.get(str(name), name), *rest


def extract_template(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Django turns its translation tags into calls of gettext and everything else into X; what is left of the layout,
    indentation and wide spaces, would stop a reader of Python."""
    code = re.sub(r"[^\S\n]", " ", templatize(file.read().decode()))
    lines = "\n".join(line.strip() for line in code.split("\n"))
    return extract_python(io.BytesIO(lines.encode()), keywords, comment_tags, options)
