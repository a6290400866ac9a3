"""The migrated database of SQLite: made once for a set of migrations, copied by every process that tests."""

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.conf import settings


def migrated() -> Path:
    """The file; whoever comes first makes it, others wait for it."""
    folder = settings.MODELS_DIR.parent / "tests"
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{_digest()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            for old in folder.glob("*.sqlite3*"):
                old.unlink()
            _migrate(kept.with_suffix(".sqlite3-part"))
            kept.with_suffix(".sqlite3-part").rename(kept)
    return kept


def _digest() -> str:
    """Of all migrations, and of what ours read."""
    folders = [Path(config.path) / "migrations" for config in apps.get_app_configs()]
    files = [file for folder in folders for file in sorted(folder.glob("*.py"))]
    readymade = sorted((settings.BASE_DIR / "college/certificates").glob("readymade*"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in [*files, *readymade])).hexdigest()[:16]


def _migrate(file: Path) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "college.settings.test", "DATABASE_URL": f"sqlite:///{file}"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=settings.BASE_DIR, env=environment, check=True)
    command = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA wal_checkpoint(TRUNCATE)')"
    subprocess.run([sys.executable, "-c", command, str(file)], check=True)
