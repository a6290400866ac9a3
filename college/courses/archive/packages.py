"""An archive that somebody sent: bounded before anything is unpacked, every part held against its digest."""

import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from college.courses.archive import formats
from college.courses.archive.refusals import BadArchive
from college.zips import Spared, TooMuchAtOnce, is_unpacked_by_pieces, lies_within

MOST_PARTS = 3000
MOST_DIRECTORY_BYTES = 2 * 1024**2
"""Of the list of parts at the end, which is read whole."""
MOST_CONTENT_BYTES = 32 * 1024**2
"""Some two hundred hours of captions."""
MOST_CONTENT_RATIO = 200
SLACK_BYTES = 1024**2
ODD = {"\0", *map(chr, range(0xD800, 0xE000))}
"""Characters that no database keeps."""


@dataclass(frozen=True)
class Package:
    parts: zipfile.ZipFile
    names: dict[str, zipfile.ZipInfo]

    @cached_property
    def content(self) -> dict[str, Any]:
        """`course.json`. Raises BadArchive."""
        with self.parts.open(formats.CONTENT) as source:
            raw = source.read(MOST_CONTENT_BYTES + 1)
        if len(raw) > MOST_CONTENT_BYTES:
            raise BadArchive("bomb")
        try:
            said = json.loads(raw.decode(), parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            raise BadArchive("content") from error
        if not isinstance(said, dict) or said.get("format") != formats.FORMAT:
            raise BadArchive("no-archive")
        version = said.get("version")
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            raise BadArchive("content")
        if version > formats.VERSION:
            raise BadArchive("newer")
        refuse_odd(said)
        return said

    @contextmanager
    def opened(self, path: str) -> Iterator[IO[bytes]]:
        with self.parts.open(self.names[path]) as source:
            yield source

    def check(self, record: dict[str, Any]) -> Iterator[int]:
        """Bytes read, as it goes on. Raises BadArchive where the part is not what `course.json` says."""
        digest = sha256()
        with self.opened(record["path"]) as source:
            while piece := source.read(formats.PIECE):
                digest.update(piece)
                yield len(piece)
        if digest.hexdigest() != record["sha256"]:
            raise BadArchive("damaged")


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Raises BadArchive, also for whatever `zipfile` fails at while the package is open."""
    with path.open("rb") as file:
        code = "truncated" if file.read(4) == b"PK\x03\x04" else "no-archive"
        try:
            with zipfile.ZipFile(Spared(file, MOST_DIRECTORY_BYTES)) as parts:  # it asks no more of a file
                names = _bounded(parts, path.stat().st_size)
                code = "damaged"
                yield Package(parts, names)
        except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, struct.error) as error:
            raise BadArchive(code) from error
        except TooMuchAtOnce as error:
            raise BadArchive("bomb") from error


def _bounded(parts: zipfile.ZipFile, size: int) -> dict[str, zipfile.ZipInfo]:
    """The parts by name. Nothing unpacks to more than is said here: zipfile reads no further."""
    found = parts.infolist()
    if not lies_within(parts):
        raise BadArchive("damaged")
    names = {part.filename: part for part in found}
    if formats.CONTENT not in names:
        raise BadArchive("no-archive")
    content = names[formats.CONTENT]
    if len(found) > MOST_PARTS or content.file_size > MOST_CONTENT_BYTES:
        raise BadArchive("bomb")
    if content.file_size > SLACK_BYTES + MOST_CONTENT_RATIO * content.compress_size:
        raise BadArchive("bomb")
    if any(part.flag_bits & 1 for part in found):
        raise BadArchive("locked")
    others = [part for part in found if part.filename != formats.CONTENT]
    if len(names) < len(found) or not all(formats.FILE.fullmatch(part.filename) for part in others):
        raise BadArchive("strange")
    if not is_unpacked_by_pieces(parts):
        raise BadArchive("bomb")
    if any(part.compress_type != zipfile.ZIP_STORED for part in others):
        raise BadArchive("bomb")
    if sum(part.file_size for part in others) > size:
        raise BadArchive("bomb")
    return names


def refuse_odd(said: Any) -> None:
    """Texts with characters that cannot be kept, numbers that are none, and what is nested too deep to be a course."""
    waiting = [(said, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > 60:
            raise BadArchive("content")
        match value:
            case str():
                if not ODD.isdisjoint(value):
                    raise BadArchive("content")
            case dict():
                waiting += [(one, depth + 1) for one in value] + [(one, depth + 1) for one in value.values()]
            case list():
                waiting += [(one, depth + 1) for one in value]
            case float() if value in (float("inf"), float("-inf")):
                raise BadArchive("content")


def _refuse(_constant: str) -> None:
    raise BadArchive("content")
