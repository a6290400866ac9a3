"""HTML as the editor of lessons writes it, and nothing else: what a block's `text` may hold (see `cms.blocks`)."""

from html import escape
from typing import Any
from urllib.parse import urlsplit

BLOCKS = {"p": "p", "ul": "ul", "ol": "ol", "li": "li", "h3": "h3", "blockquote": "blockquote"}
INLINE = {"strong": "b", "b": "b", "em": "i", "i": "i"}
SCHEMES = {"http", "https", "mailto"}


def cleaned(element: Any) -> str:
    """Of an element of lxml: its tags if they are known, the text of all others; empty where there is no text."""
    return _written(element) if said(element) else ""


def said(element: Any) -> str:
    """Its text, on one line."""
    return " ".join("".join(element.itertext()).split())


def paragraph(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>"


def link(address: str, words: str) -> str:
    """`words` are HTML already. They alone remain of a link that leads nowhere a reader should go."""
    if not is_address(address):
        return words
    return f'<a href="{escape(address.strip())}">{words}</a>'


def is_address(address: str) -> bool:
    try:
        return urlsplit(address.strip()).scheme.lower() in SCHEMES
    except ValueError:
        return False


def _written(element: Any) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    inside = _inside(element) if tag else ""
    if tag == "br":
        return "<br/>"
    if not inside.strip():
        return " " if inside and tag not in BLOCKS else ""
    if tag == "a":
        return link(element.get("href", ""), inside)
    name = BLOCKS.get(tag) or INLINE.get(tag)
    return f"<{name}>{inside}</{name}>" if name else inside


def _inside(element: Any) -> str:
    pieces = [escape(element.text or "", quote=False)]
    for child in element:
        if child.tag == "p" and element.tag in {"li", "blockquote"}:
            pieces.append(_inside(child))
        else:
            pieces.append(_written(child))
        pieces.append(escape(child.tail or "", quote=False))
    return "".join(pieces)
