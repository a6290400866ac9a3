"""The file that an upload fills. Its length is the truth, its lock the only one."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from django.utils.translation import gettext as _

from media.outages import is_full
from media.uploads.refusals import Expired, UploadRefused

BLOCK_BYTES = 64 * 1024


def append(path: Path, position: int, blocks: Iterable[bytes]) -> None:
    """Each block goes to the end of the file if that is still where it belongs, so no two senders interleave: whoever
    comes second at a place is refused. A sender that hangs in a dead connection therefore stands in nobody's way."""
    with existing(path) as file:
        for block in blocks:
            with room(), _locked(file):
                now = os.fstat(file.fileno())
                if now.st_size != position or not now.st_nlink:
                    raise UploadRefused("offset", _("另一个页面也在传这个文件，请从它停下的地方接着传。"))
                position += _write(file, block)


def append_checked(path: Path, position: int, blocks: Iterable[bytes], *, algorithm: str, digest: bytes) -> None:
    """All of it if its checksum is right, else nothing: what has yet to be checked waits in a file without a name."""
    found = hashlib.new(algorithm, usedforsecurity=False)
    with room(), tempfile.TemporaryFile(dir=path.parent) as piece:
        for block in blocks:
            found.update(block)
            piece.write(block)
        if found.digest() != digest:
            raise UploadRefused("checksum", _("这一段在路上损坏了，没有保存，请重传这一段。"))
        piece.seek(0)
        append(path, position, iter(lambda: piece.read(BLOCK_BYTES), b""))


def existing(path: Path) -> FileIO:
    """To be appended to. Raises UploadRefused (expired): who gave the upload up took the file away for good."""
    try:
        return FileIO(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC), "ab")
    except FileNotFoundError as error:
        raise Expired from error


@contextmanager
def room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if not is_full(error):
            raise
        raise UploadRefused("full", _("服务器的磁盘满了，已传的部分还在。请联系管理员，有了空间再接着传。")) from error


@contextmanager
def held(path: Path) -> Iterator[None]:
    """While a complete file becomes a video. It is on the disk then, come what may."""
    with existing(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UploadRefused("busy", _("这个文件正在保存，请稍等一会儿。")) from error
        os.fsync(file.fileno())
        yield


@contextmanager
def _locked(file: FileIO) -> Iterator[None]:
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _write(file: FileIO, block: bytes) -> int:
    """All of it; when the disk fills, as much as fits."""
    left = memoryview(block)
    while left:
        left = left[file.write(left) or 0 :]
    return len(block)
