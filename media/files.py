"""Stored files: a path for those who need one, and deleting."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from django.core.files.storage import FileSystemStorage, Storage
from django.db.models.fields.files import FieldFile


def is_remote(storage: Storage) -> bool:
    """Whether its files lie on another machine, to be fetched or linked to, instead of having a path here."""
    return not isinstance(storage, FileSystemStorage)


@contextmanager
def at_hand(file: FieldFile) -> Iterator[Path]:
    """A local path with the file's content, to be read and not changed, for as long as the context lasts."""
    yield Path(file.path)


def discard(storage: Storage, name: str) -> None:
    """Deletes the file, and the folder it was in if that is empty now."""
    storage.delete(name)
    with suppress(OSError):
        storage.delete(str(PurePosixPath(name).parent))
