"""Copies of files from a bucket, fetched once a machine into VAR_DIR/at-hand; the oldest make room for new ones.

A copy `name` has a lock `name.lock` beside it: held alone by who fetches or removes it, shared by all who read it.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import Storage

from media.outages import reachable


@contextmanager
def fetched(storage: Storage, name: str) -> Iterator[Path]:
    """Raises StorageUnreachable."""
    with reachable(storage):
        size = size_of(storage, name)
    if size is None:
        yield folder() / "missing"
        return
    path = folder() / hashlib.sha256(f"{name} {size}".encode()).hexdigest()[:32]
    while True:
        with _lock(path).open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)
            if path.exists() and _is_current(lock, path):
                os.utime(path)
                yield path
                return
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists() and _is_current(lock, path):
                with reachable(storage):
                    fetch(storage, name, path, size)


def size_of(storage: Storage, name: str) -> int | None:
    try:
        return storage.size(name)
    except FileNotFoundError:
        return None


def fetch(storage: Any, name: str, path: Path, size: int) -> None:
    """A block at a time; a copy is there as a whole or not at all."""
    make_room(size)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        storage.bucket.download_fileobj(name, file)
    part.rename(path)


def make_room(size: int) -> None:
    """Removes the copies that were used longest ago, but none that is in use: then it is tight for a while."""
    copies = sorted((entry for entry in os.scandir(folder()) if not entry.name.endswith(".lock")), key=_last_used)
    over_limit = sum(entry.stat().st_size for entry in copies) + size - settings.AT_HAND_MAX_BYTES
    over_disk = size + settings.DISK_RESERVE_BYTES - shutil.disk_usage(folder()).free
    too_much = max(over_limit, over_disk)
    for entry in copies:
        if too_much <= 0:
            return
        too_much -= remove(Path(entry.path))


def remove(path: Path) -> int:
    """Bytes that are free now."""
    with _lock(path).open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return 0
        size = path.stat().st_size if path.exists() else 0
        path.unlink(missing_ok=True)
        _lock(path).unlink(missing_ok=True)
        return size


def folder() -> Path:
    path = Path(settings.VAR_DIR) / "at-hand"
    path.mkdir(parents=True, exist_ok=True)
    return path


def _lock(path: Path) -> Path:
    return path.with_suffix(".lock")


def _is_current(lock: IO[bytes], path: Path) -> bool:
    """Whoever removed a copy has removed its lock too; one that waited for that lock needs the next."""
    found = _lock(path)
    return found.exists() and found.stat().st_ino == os.fstat(lock.fileno()).st_ino


def _last_used(entry: os.DirEntry[str]) -> float:
    return entry.stat().st_mtime
