"""Figures as a table that reads well on a terminal and as Markdown."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

Row = Sequence[str]


@dataclass(frozen=True)
class Target:
    """What was promised, and what came out; `most` is the largest figure that keeps the promise."""

    promise: str
    figure: float
    most: float
    unit: str = ""

    @property
    def is_met(self) -> bool:
        return self.figure <= self.most

    def row(self) -> Row:
        shown = [f"{value:.0f} {self.unit}" if self.unit else f"{value:.2f}" for value in (self.figure, self.most)]
        return [self.promise, shown[0], f"≤ {shown[1]}", "met" if self.is_met else "NOT MET"]


def markdown(head: Row, rows: Sequence[Row]) -> str:
    """The first column to the left, figures to the right."""
    widths = [max(columns(row[at]) for row in (head, *rows)) for at in range(len(head))]
    rule = ["-" * width if at == 0 else "-" * (width - 1) + ":" for at, width in enumerate(widths)]
    return "\n".join(_line(row, widths) for row in (head, rule, *rows))


def _line(row: Row, widths: Sequence[int]) -> str:
    filled = [
        cell + " " * (width - columns(cell)) if at == 0 else " " * (width - columns(cell)) + cell
        for at, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return f"| {' | '.join(filled)} |"


def columns(text: str) -> int:
    """Of a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
