"""wrk, told what to ask for."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.processes import Failed

CONNECTIONS = 8
SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(frozen=True)
class Asked:
    """A request; `body` may hold {n}, a number that grows from `first`, and {second} and {end}, ten seconds apart."""

    path: str
    cookie: str = ""
    body: str = ""
    first: int = 1

    @property
    def lua(self) -> str:
        headers = {"Cookie": self.cookie} if self.cookie else {}
        headers |= {"Content-Type": "application/json"} if self.body else {}
        shown = ", ".join(f"[{_quoted(name)}] = {_quoted(value)}" for name, value in headers.items())
        body = f", body = {_quoted(self.body)}, first = {self.first}" if self.body else ""
        method = "POST" if self.body else "GET"
        return f"{{method = {_quoted(method)}, path = {_quoted(self.path)}, headers = {{{shown}}}{body}}}"


@dataclass(frozen=True)
class Answered:
    requests: int
    seconds: float
    p50: float
    """Milliseconds, as p95."""
    p95: float


def ask(url: str, requests: Sequence[Asked], *, seconds: int) -> Answered:
    """These requests in turn, over and over, from so many connections at once. Failed if any was refused."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "requests.lua")
        listed.write_text("return {" + ",\n".join(asked.lua for asked in requests) + "}")
        words = [
            wrk(),
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{seconds}s",
            "--timeout",
            "20s",
            "-s",
            str(SCRIPT),
            url,
            "--",
            str(listed),
        ]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    last = done.stdout.strip().rpartition("\n")[2]
    if done.returncode or not last.startswith("{"):
        raise Failed(f"wrk ended with {done.returncode}: {done.stdout}{done.stderr}")
    told = json.loads(last)
    if told["failed"] or not told["requests"]:
        raise Failed(f"{told['failed']} of {told['requests']} requests failed: {requests[0].path}")
    return Answered(told["requests"], told["seconds"], told["p50"], told["p95"])


def wrk() -> str:
    """Its path; as root on Debian it is installed."""
    if not shutil.which("wrk") and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "wrk"], check=False)
    if path := shutil.which("wrk"):
        return path
    raise Failed("This bench needs wrk: install it, e.g. `apt-get install wrk`.")


def _quoted(text: str) -> str:
    return json.dumps(text)
