"""What depends on the database holds on PostgreSQL too: tests marked `on_postgres` run once more, on a real server."""

import os
import subprocess
import sys

from django.conf import settings
from django.db import connection


def test_the_same_holds_on_postgresql(postgres_url: str) -> None:
    assert connection.vendor == "sqlite"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--show-capture=no", "-m", "on_postgres", "tests"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": postgres_url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
