import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from contextlib import suppress
from types import FrameType

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

GRACE_SECONDS = 4
RESTART_PAUSE_SECONDS = 5


class Command(BaseCommand):
    help = "Serves the site with granian until Ctrl-C, and keeps one worker running beside it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="server processes")

    def handle(self, *, host: str, port: int, workers: int, **options: object) -> None:
        if is_taken(host, port):
            raise CommandError(f"Port {port} is taken by another program. Choose another one: make run PORT={port + 1}")
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _interrupt)
        os.environ.setdefault("SITE_URL", f"http://{host}:{port}")
        server = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
            *("--workers", str(workers), "--backpressure", "64", "--log-level", "error", "college.wsgi:application"),
        ]
        worker = Kept([sys.executable, "manage.py", "worker"])
        site: list[subprocess.Popen[bytes]] = []
        try:
            site.append(start(server))
            worker.look()
            while are_alive(site) and not is_taken(host, port):
                time.sleep(0.1)
            if are_alive(site):
                self.stdout.write(self.style.SUCCESS(f"\n{settings.SITE_NAME}: http://{host}:{port}\nCtrl-C stops it."))
                self.stdout.flush()
            while are_alive(site):
                worker.look()
                time.sleep(0.2)
            raise CommandError("The server has stopped; see its last lines above.")
        except KeyboardInterrupt:
            with suppress(OSError):  # the terminal may be gone
                self.stdout.write("\nStopping …")
        finally:
            stop([*site, *worker.processes])


class Kept:
    """A process that is started again when it has ended, though not at once: it may end each time."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.processes: list[subprocess.Popen[bytes]] = []
        self.not_before = 0.0

    def look(self) -> None:
        if time.monotonic() > self.not_before and not (self.processes and are_alive(self.processes)):
            self.processes = [start(self.command)]
            self.not_before = time.monotonic() + RESTART_PAUSE_SECONDS


def is_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """In a session of its own, so that Ctrl-C reaches it through `stop` alone."""
    return subprocess.Popen(command, start_new_session=True, env=os.environ.copy(), cwd=settings.BASE_DIR)  # noqa: S603


def are_alive(processes: list[subprocess.Popen[bytes]]) -> bool:
    return all(process.poll() is None for process in processes)


def stop(processes: list[subprocess.Popen[bytes]]) -> None:
    """Asks, asks again (a worker then gives up the task in hand), and at last insists."""
    for send in (signal.SIGTERM, signal.SIGTERM, signal.SIGKILL):
        for process in processes:
            if process.poll() is None:
                process.send_signal(send)
        deadline = time.monotonic() + GRACE_SECONDS
        while time.monotonic() < deadline and any(process.poll() is None for process in processes):
            time.sleep(0.05)


def _interrupt(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
