"""How a course lies in its archive: `course.json`, and beside it the files that this names with size and digest."""

import re

FORMAT = "mingliang-course"
VERSION = 1
CONTENT = "course.json"
FILE = re.compile(r"(?:videos|pictures|documents|recordings|packages)/[0-9]{1,4}(?:\.[a-z0-9]{1,5})?", re.ASCII)
"""What the parts of an archive may be called: nothing that could lead out of a folder it is unpacked to."""
PIECE = 1024**2
"""Bytes that are in memory at a time."""
LINKED = ("lesson", "document")
"""What a link in a text may lead to within the archive."""


def key(kind: str, number: int) -> str:
    """What other parts of `course.json` call a lesson, a video, …: `video-3`."""
    return f"{kind}-{number}"
