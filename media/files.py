"""Stored files, on this machine's disk or in an S3 bucket: storing, a path for those who need one, deleting."""

from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path, PurePosixPath

from django.core.files import File
from django.core.files.storage import Storage
from django.db.models.fields.files import FieldFile

from media.at_hand import fetched
from media.outages import is_remote, reachable


def at_hand(file: FieldFile) -> AbstractContextManager[Path]:
    """A local path with the file's content, to be read and not changed, for as long as the context lasts.

    A file that is missing has a path too: opening it says so.
    """
    return fetched(file.storage, str(file.name)) if is_remote(file.storage) else nullcontext(Path(file.path))


def store(kept: FieldFile, file: File) -> None:
    """In place of what an earlier try may have left there. Raises StorageUnreachable."""
    given = file.name or ""
    name = kept.field.generate_filename(kept.instance, given)
    with reachable(kept.storage):
        kept.storage.delete(name)
        kept.save(given, file, save=False)


def discard(storage: Storage, name: str) -> None:
    """Deletes the file, and the folder it was in if that is empty now."""
    storage.delete(name)
    if not is_remote(storage):
        with suppress(OSError):
            storage.delete(str(PurePosixPath(name).parent))
