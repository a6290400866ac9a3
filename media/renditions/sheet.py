"""How the small pictures of a storyboard lie on their sheet, for those who draw it and those who read it."""

from math import ceil

COLUMNS = 10
MOST = 100
THUMB_WIDTH = 160
SHORTEST_SECONDS = 2


def seconds_apart(duration: float) -> int:
    """How much time one small picture stands for."""
    return max(SHORTEST_SECONDS, ceil(duration / MOST))
