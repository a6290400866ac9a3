"""Excel files: what a person downloads (`writing`) and what they send back filled in (`reading`)."""

from college.spreadsheets.reading import Misfit, Row, Table, Unreadable, in_every_language, one_line_end, read
from college.spreadsheets.writing import XLSX, Sheet, write

__all__ = [
    "XLSX",
    "Misfit",
    "Row",
    "Sheet",
    "Table",
    "Unreadable",
    "in_every_language",
    "one_line_end",
    "read",
    "write",
]
