"""ZIP files that somebody sent: what is asked of them before anything in them is unpacked."""

import zipfile
from typing import IO, Any

from django.core.files import File

PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""Those of which zipfile unpacks as much at a time as it is asked for. Of bzip2 and LZMA it unpacks at once whatever a
piece of the file holds, which may be gigabytes."""


class TooMuchAtOnce(Exception):
    pass


class Spared:
    """A file of which nobody reads much at once, whatever the file itself says of its parts."""

    def __init__(self, file: IO[bytes] | File, most_bytes: int) -> None:
        self.file: Any = file
        self.most_bytes = most_bytes
        self.seek, self.tell, self.seekable, self.close = file.seek, file.tell, file.seekable, file.close

    def read(self, size: int = -1) -> bytes:
        """Raises TooMuchAtOnce."""
        if size > self.most_bytes:
            raise TooMuchAtOnce
        found: bytes = self.file.read(size if size >= 0 else self.most_bytes + 1)
        if len(found) > self.most_bytes:
            raise TooMuchAtOnce
        return found


def is_listed_within(file: File, most_bytes: int) -> bool:
    """Whether the list of parts at the end, which zipfile reads and keeps whole, is no longer than that. Raises what
    zipfile fails at."""
    try:
        with zipfile.ZipFile(Spared(file, most_bytes)):  # it asks no more of a file
            return True
    except TooMuchAtOnce:
        return False


def lies_within(parts: zipfile.ZipFile) -> bool:
    """Whether no part is said to begin before the file does, which zipfile takes for an accident of the disk."""
    return all(part.header_offset >= 0 for part in parts.infolist())


def is_unpacked_by_pieces(parts: zipfile.ZipFile) -> bool:
    return all(part.compress_type in PACKINGS for part in parts.infolist())
