"""What a record is made of. A section is a table of plain values; page, Excel and PDF are all drawn from it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.formats import date_format
from wagtail import hooks

from college.progress.record.periods import Period

if TYPE_CHECKING:
    from college.people.models import User


class Link(NamedTuple):
    """A text that on a page leads somewhere."""

    text: str
    url: str


class Figure(NamedTuple):
    """What a section adds up to."""

    label: str
    value: str


Value = str | int | Decimal | date | Link | None


@dataclass(frozen=True)
class Section:
    """`empty` is the sentence that stands where there are no rows; the first cell of a row names it.

    `widths` of the columns, in Chinese characters, are those of the Excel sheet and shares of the PDF's width.
    """

    key: str
    title: str
    headings: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Value]]
    empty: str
    order: int
    figures: Sequence[Figure] = ()

    def table(self) -> list[list["Cell"]]:
        """The rows as people read them, each cell with the heading it stands under."""
        return [[Cell.of(*cell) for cell in zip(self.headings, row, strict=True)] for row in self.rows]

    def frozen(self) -> dict[str, Any]:
        """As texts for ever, in the language in use."""
        return asdict(self) | {"rows": [[cell.text for cell in row] for row in self.table()]}

    @classmethod
    def thawed(cls, kept: dict[str, Any]) -> "Section":
        return cls(**kept | {"figures": [Figure(*figure) for figure in kept["figures"]]})


class Cell(NamedTuple):
    heading: str
    text: str
    url: str = ""

    @classmethod
    def of(cls, heading: str, value: Value) -> "Cell":
        return cls(heading, text_of(value), value.url if isinstance(value, Link) else "")


def text_of(value: Value) -> str:
    """In the language in use; hours without noughts behind the point."""
    match value:
        case None:
            return ""
        case Link():
            return value.text
        case Decimal():
            return f"{value.normalize():f}"
        case date():
            return date_format(value, "DATE_FORMAT")
    return str(value)


def sections_of(user: "User", period: Period) -> list[Section]:
    """What every room has recorded of this person in the period. The number of queries does not grow with it."""
    found = [section for contribute in hooks.get_hooks("record_sections") for section in contribute(user, period)]
    return sorted(found, key=lambda section: section.order)


def figures_of(sections: Sequence[Section]) -> list[Figure]:
    return [figure for section in sections for figure in section.figures]
