"""A course streamed as a ZIP: nothing is kept on the disk, and never more than a piece in memory."""

import io
import json
import zipfile
from collections.abc import Iterator
from hashlib import sha256

from college.courses.archive.describing import Described, KeptFile
from college.courses.archive.formats import CONTENT, PIECE

DATE = (1980, 1, 1, 0, 0, 0)
"""Of every part, so that the same course is the same file."""


class Outgoing(io.RawIOBase):
    """What was written and has not been taken; `zipfile` does without going back."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        self.pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        taken, self.pieces = b"".join(self.pieces), []
        return taken


def stream(described: Described) -> Iterator[bytes]:
    """The files, as they are for they are packed already, and at the end `course.json`, which knows their digests."""
    out = Outgoing()
    with zipfile.ZipFile(out, "w") as parts:
        for kept in described.files:
            for _piece in _write(parts, kept):
                yield out.taken()
        said = json.dumps(described.content, ensure_ascii=False, indent=1)
        parts.writestr(zipfile.ZipInfo(CONTENT, DATE), said, zipfile.ZIP_DEFLATED)
    yield out.taken()


def _write(parts: zipfile.ZipFile, kept: KeptFile) -> Iterator[int]:
    digest, size = sha256(), 0
    part = zipfile.ZipInfo(kept.record["path"], DATE)
    with kept.opened() as source, parts.open(part, "w", force_zip64=True) as target:
        while piece := source.read(PIECE):
            target.write(piece)
            digest.update(piece)
            size += len(piece)
            yield size
    kept.record.update(size=size, sha256=digest.hexdigest())
