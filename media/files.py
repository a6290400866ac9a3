"""Stored files, on this machine's disk or in an S3 bucket: storing, a path for those who need one, deleting."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path, PurePosixPath

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _

from media.at_hand import fetched


class StorageUnreachable(Exception):
    message = _("存放视频的地方现在写不进去（连不上，或者满了）。传来的都还在，请稍后再试；一直不行请联系管理员。")


def is_remote(storage: Storage) -> bool:
    """Whether its files lie on another machine, to be fetched or linked to, instead of having a path here."""
    return not isinstance(storage, FileSystemStorage)


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


@contextmanager
def reachable(storage: Storage) -> Iterator[None]:
    try:
        yield
    except _troubles(storage) as error:
        raise StorageUnreachable from error


def _troubles(storage: Storage) -> tuple[type[Exception], ...]:
    if not is_remote(storage):
        return (OSError,)
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    return (OSError, Boto3Error, BotoCoreError, ClientError)


def discard(storage: Storage, name: str) -> None:
    """Deletes the file, and the folder it was in if that is empty now."""
    storage.delete(name)
    if not is_remote(storage):
        with suppress(OSError):
            storage.delete(str(PurePosixPath(name).parent))
