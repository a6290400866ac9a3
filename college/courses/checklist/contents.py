"""What a draft holds: its words, pictures and links, read from what is kept without making blocks of it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from wagtail.models import Revision

from college.courses.models import CoursePage, LessonPage

Checked = CoursePage | LessonPage
BREAKS = {"p", "li", "h3", "blockquote", "br"}


@dataclass(frozen=True)
class Shown:
    """A picture in a text; `place` is where in the form, as Wagtail's addresses say it. `alt`: None for the picture's
    own words, as lessons from before have it."""

    picture: int
    alt: str | None
    is_decorative: bool
    place: str


@dataclass(frozen=True)
class Link:
    """`kind`: page or document, and `target` its key; or address, and `target` what is written."""

    kind: str
    target: str
    words: str
    place: str


@dataclass
class Content:
    """Of one page, as it would be published."""

    page: Checked
    title: str
    video: int | None = None
    package: int | None = None
    package_rule: str = ""
    reading_minutes: int = 0
    cover: int | None = None
    text: list[str] = field(default_factory=list)
    taught: str = ""
    """Characters that the lesson itself teaches."""
    pictures: list[Shown] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    @property
    def main(self) -> str:
        """Where in the form most of its text is."""
        return "body" if isinstance(self.page, LessonPage) else "description"


def drafts_of(pages: Sequence[Checked]) -> list[Content]:
    """As their latest drafts have them; one query, for those that have changes which are not published."""
    keys = [page.latest_revision_id for page in pages if page.has_unpublished_changes and page.latest_revision_id]
    kept = dict(Revision.objects.filter(pk__in=keys).values_list("pk", "content")) if keys else {}
    return [content_of(page, kept.get(page.latest_revision_id)) for page in pages]


def content_of(page: Checked, draft: Mapping[str, Any] | None = None) -> Content:
    """Of the page's own row, or of a revision's `draft`."""
    kept = draft or page
    return _lesson(page, kept) if isinstance(page, LessonPage) else _course(page, kept)


def _lesson(page: LessonPage, kept: Any) -> Content:
    found = Content(page, _kept(kept, "title"), video=_kept(kept, "video"))
    found.package, found.package_rule = _kept(kept, "package"), _kept(kept, "package_rule")
    found.reading_minutes = _kept(kept, "reading_minutes")
    found.text += [found.title, _kept(kept, "introduction")]
    for block in _blocks(kept, "body"):
        _take(found, block, f"body.{block['id']}" if block.get("id") else "body")
    return found


def _course(page: CoursePage, kept: Any) -> Content:
    found = Content(page, _kept(kept, "title"), cover=_kept(kept, "cover"))
    found.text += [found.title, _kept(kept, "summary")]
    found.text += [str(block["value"]) for block in _blocks(kept, "outcomes")]
    _rich(found, _kept(kept, "description"), "description")
    return found


def _kept(kept: Any, name: str) -> Any:
    if isinstance(kept, Mapping):
        return kept.get(name)
    keyed = kept._meta.get_field(name).attname
    return getattr(kept, keyed)


def _blocks(kept: Any, name: str) -> Iterable[Mapping[str, Any]]:
    value = _kept(kept, name)
    if isinstance(value, str):
        return list(json.loads(value or "[]"))
    return value.raw_data if value else []


def _take(found: Content, block: Mapping[str, Any], place: str) -> None:
    value = block["value"]
    match block["type"]:
        case "heading":
            found.text.append(value)
        case "text":
            _rich(found, value, place)
        case "callout":
            _rich(found, value["text"], place)
        case "picture":
            _picture(found, value, place)
        case "table":
            found.text += [str(cell) for row in value.get("data") or [] for cell in row if cell]
        case "steps":
            found.text += [value.get("title") or "", *_items(value.get("steps") or [])]
        case "document":
            words = value.get("description") or ""
            found.text.append(words)
            if value.get("document"):
                found.links.append(Link("document", str(value["document"]), words, place))
        case "characters":
            found.taught += value.get("characters") or ""


def _items(steps: Iterable[Any]) -> Iterator[str]:
    """As lists are kept, since their items have keys and from before."""
    for step in steps:
        yield str(step["value"]) if isinstance(step, Mapping) else str(step)


def _picture(found: Content, value: Mapping[str, Any], place: str) -> None:
    """As pictures are kept, since they have alternative texts and from before."""
    image, caption = value.get("image"), value.get("caption") or ""
    found.text.append(caption)
    if isinstance(image, int):
        found.pictures.append(Shown(image, None, False, place))
    elif image and image.get("image"):
        alt, is_decorative = image.get("alt_text") or "", bool(image.get("decorative"))
        found.pictures.append(Shown(image["image"], alt.strip(), is_decorative, place))


def _rich(found: Content, html: str | None, place: str) -> None:
    reader = _RichText()
    reader.feed(html or "")
    reader.close()
    found.text.append("".join(reader.words))
    found.links += [Link(kind, target, words, place) for kind, target, words in reader.links]


class _RichText(HTMLParser):
    """Rich text as Wagtail keeps it: links to pages and documents by key, others by address."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[tuple[str, str, str]] = []
        self._open: tuple[str, str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "a":
            kind = named.get("linktype") or "address"
            target = named.get("href") if kind == "address" else named.get("id")
            self._open = (kind, target or "", len(self.words))
        elif tag in BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open:
            kind, target, begin = self._open
            self.links.append((kind, target, "".join(self.words[begin:]).strip()))
            self._open = None

    def handle_data(self, data: str) -> None:
        self.words.append(data)
