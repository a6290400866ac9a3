"""What a package holds, as its row keeps it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Item:
    """A part that is opened on its own: a SCO, which reports, or an asset, which is only looked at."""

    key: str
    """Under which its reports are kept: its identifier, or in a newer version that of the part it replaces."""
    title: str
    path: str
    """Of its file, in the package."""
    query: str = ""
    """With its ? or #, as it stands behind the path."""
    reports: bool = True
    identifier: str = ""
    prerequisites: str = ""
    mastery: float | None = None
    launch_data: str = ""
    time_limit: str = ""
    time_limit_action: str = ""
    depth: int = 0
    """How many headings stand above it."""


@dataclass(frozen=True)
class Outline:
    title: str
    items: list[Item] = field(default_factory=list)
    needs_own_origin: bool = False
    """It is made of frames that speak to one another, which frames without an origin cannot."""

    @property
    def reports(self) -> bool:
        return any(item.reports for item in self.items)

    def item(self, key: str) -> Item | None:
        return next((item for item in self.items if item.key == key), None)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Outline":
        return cls(**{**kept, "items": [Item(**item) for item in kept["items"]]})

    def in_place_of(self, older: "Outline") -> "Outline":
        """With the keys under which learners' data of the older version is kept. Tools give the only part of a package
        another identifier each time they write it."""
        if len(self.items) == len(older.items) == 1:
            return Outline(self.title, [_renamed(self.items[0], older.items[0].key)], self.needs_own_origin)
        known = {item.identifier: item.key for item in older.items}
        return Outline(self.title, list(_with_keys(self.items, known)), self.needs_own_origin)


def _with_keys(items: Iterable[Item], known: dict[str, str]) -> Iterable[Item]:
    for item in items:
        yield _renamed(item, known.get(item.identifier, item.key))


def _renamed(item: Item, key: str) -> Item:
    return Item(**{**asdict(item), "key": key})
