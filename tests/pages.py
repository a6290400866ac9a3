"""Reading a rendered page as a browser would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@dataclass
class Tag:
    """`text` is what stands between its start and whatever tag comes next."""

    name: str
    attributes: dict[str, str | None]
    text: str = ""


@dataclass
class Document(HTMLParser):
    tags: list[Tag] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._inside: Tag | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = Tag(tag, dict(attrs))
        self.tags.append(self._inside)

    def handle_endtag(self, tag: str) -> None:
        self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._inside.text += data

    def all(self, name: str) -> list[Tag]:
        return [tag for tag in self.tags if tag.name == name]

    def links(self) -> dict[str, str]:
        """Where the links lead, by the text right inside them."""
        return {tag.text.strip(): tag.attributes.get("href") or "" for tag in self.all("a")}


def read(html: bytes) -> Document:
    document = Document()
    document.feed(html.decode())
    return document


def inline_code(document: Document) -> list[Tag]:
    """What a strict content security policy would refuse to run or to apply."""
    return [
        tag
        for tag in document.tags
        if tag.name == "style"
        or (tag.name == "script" and not tag.attributes.get("src"))
        or "style" in tag.attributes
        or any(name.startswith("on") for name in tag.attributes)
        or (tag.attributes.get("href") or "").startswith("javascript:")
    ]


def queries(client: Client, url: str) -> int:
    """How many queries the page costs once what it keeps, such as drawn pictures, has been made."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
