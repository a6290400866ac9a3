"""Tables as lessons keep them: bounded, all rows of one length."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

MOST_ROWS = 200
MOST_COLUMNS = 12
"""More does not fit on any screen a lesson is read on."""
LONGEST_CELL = 1000


def even(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Without the empty rows and columns around; nothing where all is empty."""
    cut = [[cell[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]] for row in rows[:MOST_ROWS]]
    while cut and not any(cut[-1]):
        cut.pop()
    width = max((place + 1 for row in cut for place, cell in enumerate(row) if cell), default=0)
    return tuple((*row[:width], *[""] * (width - len(row))) for row in cut) if width else ()


def too_large() -> str:
    words = _("表格太大，只取了前 %(rows)s 行、前 %(columns)s 列。")
    return words % {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
