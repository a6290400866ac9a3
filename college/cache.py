import contextlib
import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class FileCache(FileBasedCache):
    """Django's file cache with an `add` that only one process can win, as locks built on it (sign-in limits) need."""

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        self._createdir()
        self.has_key(key, version)  # an expired entry makes way
        descriptor, written = tempfile.mkstemp(dir=self._dir)
        try:
            with os.fdopen(descriptor, "wb") as file:
                self._write_content(file, timeout, value)
            with contextlib.suppress(FileExistsError):
                os.link(written, self._key_to_file(key, version))
                return True
            return False
        finally:
            Path(written).unlink()
