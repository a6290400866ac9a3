from contextlib import suppress
from pathlib import PurePosixPath

from django.core.files.storage import Storage


def discard(storage: Storage, name: str) -> None:
    """Deletes the file, and the folder it was in if that is empty now."""
    storage.delete(name)
    with suppress(OSError):
        storage.delete(str(PurePosixPath(name).parent))
