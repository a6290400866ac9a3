"""What a package holds, as its row keeps it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from typing import Any

LONGEST_KEY = 255


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
    blocks: list[str] = field(default_factory=list)
    """The identifiers of what stands above it."""


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
            return replace(self, items=[replace(self.items[0], key=older.items[0].key)])
        return replace(self, items=keyed(self.items, older.items))


def keyed(items: list[Item], older: Iterable[Item] = ()) -> list[Item]:
    """Each key is handed out once: those of the older version to the parts of the same name, and to no other."""
    known: dict[str, list[str]] = defaultdict(list)
    for item in older:
        known[_name(item)].append(item.key)
    taken = {key for keys in known.values() for key in keys}
    found = []
    for item in items:
        before = known[_name(item)]
        key = before.pop(0) if before else _free(item.key, taken)
        taken.add(key)
        found.append(replace(item, key=key))
    return found


def _name(item: Item) -> str:
    return item.identifier or item.path


def _free(key: str, taken: set[str]) -> str:
    """The key, or with a number behind it."""
    if key not in taken:
        return key
    numbered = (f"{key[: LONGEST_KEY - 6]}-{number}" for number in count(2))
    return next(one for one in numbered if one not in taken)
