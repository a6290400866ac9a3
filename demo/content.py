"""Reads the demo's text and turns its short notation into the blocks of a page.

A body is a list of blocks, each a table with one leading key: heading, text (a paragraph a line), list, quote, steps,
note, tip, warning, characters, picture or document.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from cms.models import Picture

CONTENT = Path(__file__).parent / "content"
Entry = dict[str, Any]


class Files(Protocol):
    """Where blocks find what they show."""

    def picture(self, name: str, alt: str) -> Picture: ...

    def document(self, name: str) -> Any: ...


@cache
def read(name: str) -> Entry:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def course_slugs() -> list[str]:
    return list(read("catalogue")["courses"])


def course(slug: str) -> Entry:
    return read(f"courses/{slug}")


def body(entries: list[Entry], files: Files) -> list[tuple[str, Any]]:
    return [block(entry, files) for entry in entries]


def block(entry: Entry, files: Files) -> tuple[str, Any]:
    kind, value = next(iter(entry.items()))
    match kind:
        case "heading":
            return "heading", value
        case "text":
            return "text", paragraphs(value)
        case "list":
            return "text", "<ul>" + "".join(f"<li>{item}</li>" for item in value) + "</ul>"
        case "quote":
            return "text", f"<blockquote>{'<br/>'.join(value.splitlines())}</blockquote>"
        case "steps":
            return "steps", {"title": entry.get("title", ""), "steps": value}
        case "note" | "tip" | "warning":
            return "callout", {"kind": kind, "text": paragraphs(value)}
        case "characters":
            return "characters", {"characters": value}
        case "picture":
            return "picture", {"image": files.picture(value, entry["alt"]), "caption": entry.get("caption", "")}
        case "document":
            return "document", {"document": files.document(value), "description": entry.get("description", "")}
    raise ValueError(f"No block is written as {kind!r}")


def paragraphs(text: str) -> str:
    return "".join(f"<p>{line}</p>" for line in text.strip().splitlines())
