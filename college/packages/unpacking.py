"""Packages unpacked on this machine, in VAR_DIR/packages, each in a folder named by its digest: made when it is first
asked for, whole or not at all. The stored ZIP is what is kept; these folders may be thrown away at any time."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _

from college.alone import alone
from college.packages.archives import Archive, opened
from college.packages.models import Package
from college.spreadsheets import Unreadable
from media.files import at_hand
from media.outages import is_full

UNUSED_SECONDS = 24 * 60 * 60
"""After which what is no package's any more goes: pages that were opened with an older version are closed by then."""
TOUCHED_SECONDS = 60 * 60


def folder_of(package: Package, digest: str) -> Path | None:
    """Where its files lie, unpacked if need be. None for an older version that is gone.

    Raises Unreadable, FileNotFoundError or StorageUnreachable where its file cannot be had or unpacked.
    """
    folder = _folder() / digest
    if folder.is_dir():
        _touch(folder)
        return folder
    if digest != package.digest:
        return None
    with alone(_lock(digest)):
        if not folder.is_dir():
            with at_hand(package.file) as path, path.open("rb") as file, opened(File(file)) as archive:
                _unpack(archive, folder)
    return folder


def unpack(archive: Archive, digest: str) -> Path:
    """Raises Unreadable where a file in it is broken, or the disk is full."""
    folder = _folder() / digest
    with alone(_lock(digest)):
        if not folder.is_dir():
            _unpack(archive, folder)
    return folder


def _unpack(archive: Archive, folder: Path) -> None:
    _forget_unused()
    _refuse_without_room(archive)
    part = Path(mkdtemp(prefix="part-", dir=_folder()))
    try:
        for path in archive.files:
            _write(part / path, archive.blocks(path))
        part.rename(folder)
    except Unreadable:
        raise
    except OSError as error:
        if is_full(error):
            raise Unreadable(_no_room()) from error
        raise Unreadable(_("课件里的文件名互相冲突，放不下来。请在制作课件的软件里重新导出。")) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _lock(digest: str) -> Path:
    """Many open a package at once when a class begins: the first unpacks it, and the others wait."""
    path = _folder() / f"{digest}.lock"
    path.touch()
    return path


def file_in(folder: Path, path: str) -> Path | None:
    """None for whatever does not lie in the folder, or could have no such name."""
    try:
        found = (folder / path).resolve()
        return found if found.is_relative_to(folder.resolve()) and found.is_file() else None
    except (OSError, ValueError):
        return None


def _write(path: Path, blocks: Iterator[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for block in blocks:
            file.write(block)


def _refuse_without_room(archive: Archive) -> None:
    needed = sum(part.file_size for part in archive.files.values()) + settings.DISK_RESERVE_BYTES
    if shutil.disk_usage(_folder()).free < needed:
        raise Unreadable(_no_room())


def _no_room() -> str:
    return _("服务器的磁盘快满了，现在放不下这个课件。请告诉管理员。")


def _forget_unused() -> None:
    wanted = set(Package.objects.values_list("digest", flat=True))
    for entry in os.scandir(_folder()):
        if entry.name not in wanted and entry.stat().st_mtime < time.time() - UNUSED_SECONDS:
            _remove(entry)


def _remove(entry: os.DirEntry[str]) -> None:
    """A package, what is left of one that was cut off, or a lock."""
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path, ignore_errors=True)
    else:
        Path(entry.path).unlink(missing_ok=True)


def _touch(folder: Path) -> None:
    if folder.stat().st_mtime < time.time() - TOUCHED_SECONDS:
        os.utime(folder)


def _folder() -> Path:
    path = Path(settings.VAR_DIR) / "packages"
    path.mkdir(parents=True, exist_ok=True)
    return path
