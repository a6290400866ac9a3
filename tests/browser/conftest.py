import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.cast import FILL
from tests.migrated import migrated

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NARRATION = Path(settings.BASE_DIR) / "demo" / "audio" / "literacy-write-my-name.m4a"
PATIENCE_MS = 30_000  # on a machine that is busy with the other tests
FLAGS = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


def _install_chromium() -> None:
    """As root on Debian, from its packages."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-cjk"], check=False)


def _chromium() -> str | None:
    return next((path for name in CHROMIUMS if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    if not _chromium():
        _install_chromium()
    path = _chromium()
    if path is None:
        message = "These tests need Chromium: install it, e.g. `apt-get install chromium`."
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    return path


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    # Until its package is over: playwright's event loop would keep other tests of this process from the database.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS, *sandbox])
        yield browser
        browser.close()


@dataclass(frozen=True)
class College:
    """A college that is served, with its own database and uploads."""

    url: str
    var: Path
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_up(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=5)
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"The college did not start at {url}.")


@pytest.fixture(scope="session")
def prepared(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make run` puts in place before it serves, with the demo: made once for all processes of a test run."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    var = folder / "prepared"
    with (folder / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not var.exists():
            part = folder / "prepared-part"
            part.mkdir()
            shutil.copy(migrated(), part / "mingliang.sqlite3")
            (part / "models").symlink_to(models)
            being_made = _college(part)
            being_made.manage("migrate", "--verbosity", "0")
            being_made.manage("demo")
            part.rename(var)
    return var


def _college(var: Path) -> College:
    port = _free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "college.settings.development",
        "VAR_DIR": str(var),
        "SITE_URL": f"http://127.0.0.1:{port}",
    }
    return College(url=f"http://127.0.0.1:{port}", var=var, environment=environment)


@contextmanager
def founded(prepared: Path, var: Path, *, works: bool = True) -> Iterator[College]:
    """A college with a copy of what was prepared; a worker runs beside the server, or none does."""
    shutil.copytree(prepared, var, symlinks=True, dirs_exist_ok=True)
    college = _college(var)
    port = college.url.rpartition(":")[2]
    command = [sys.executable, "manage.py", "serve", "--port", port]
    if not works:
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", port, "college.wsgi:application"]
    log = (var / "serve.log").open("wb")
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=college.environment, stdout=log, stderr=log)
    try:
        _wait_until_up(f"{college.url}/", process)
        yield college
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()


def filled(college: College) -> dict[str, Any]:
    """What `tests.browser.cast` puts into the college beside the demo: rows by name, sessions by who is signed in."""
    found: dict[str, Any] = json.loads(college.manage("shell", "-v0", "-c", FILL).splitlines()[-1])
    return found


@pytest.fixture(scope="package")
def college(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[College]:
    """A college as `make run` serves it, with its own database and uploads; its worker runs."""
    with founded(prepared, tmp_path_factory.mktemp("college")) as college:
        yield college


@pytest.fixture(scope="package")
def cast(college: College) -> dict[str, Any]:
    return filled(college)


@pytest.fixture
def phone(browser: Browser, college: College) -> Iterator[Page]:
    """A page as a phone of 390 px shows it."""
    context = browser.new_context(
        base_url=college.url, viewport={"width": 390, "height": 844}, has_touch=True, locale="zh-CN"
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser: Browser, college: College) -> Iterator[Page]:
    """A page as an office computer shows it."""
    context = browser.new_context(base_url=college.url, viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.fixture
def lecture(tmp_path: Path) -> Path:
    """Twenty seconds of a teacher's narration over a grey picture, as an editor might bring them."""
    path = tmp_path / "第一课.mp4"
    picture = ["-f", "lavfi", "-i", "color=0x777777:s=640x360:r=2"]
    sound = ["-i", str(NARRATION), "-t", "20", "-c:a", "copy", "-pix_fmt", "yuv420p"]
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", *picture, *sound, str(path)], check=True)
    return path
