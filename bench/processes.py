"""Commands run to their end in processes of their own, and what they cost."""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Command = Sequence[str]


class Failed(Exception):
    """A command that should have been measured did not succeed; the text is the end of what it said."""


@dataclass(frozen=True)
class Run:
    """Seconds of wall clock and of processors, the peak of resident memory in MB, and the JSON it wrote, if any.

    Linux counts what the parent held when it started the process: the parent must be the smaller one.
    """

    wall: float
    cpu: float
    peak: float
    said: dict[str, Any] = field(default_factory=dict)


def run(command: Command, environment: Mapping[str, str]) -> Run:
    return together([command], environment)[0]


def together(commands: Sequence[Command], environment: Mapping[str, str]) -> list[Run]:
    """Started at the same moment; wall clocks count from there, so the longest is that of all."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        started = [_started(command, environment, f"{folder}/{number}") for number, command in enumerate(commands)]
        try:
            return [_ended(process, f"{folder}/{number}", began) for number, process in enumerate(started)]
        finally:
            for process in started:
                if process.returncode is None:
                    process.kill()
                    process.wait()


def _started(command: Command, environment: Mapping[str, str], name: str) -> subprocess.Popen[bytes]:
    with open(f"{name}.out", "wb") as said, open(f"{name}.err", "wb") as complained:  # noqa: PTH123
        return subprocess.Popen(
            command, env=dict(environment), stdin=subprocess.DEVNULL, stdout=said, stderr=complained
        )


def _ended(process: subprocess.Popen[bytes], name: str, began: float) -> Run:
    """Python's own `wait` keeps no account of memory."""
    _pid, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(f"{process.args!r} ended with {process.returncode}:\n{_read(f'{name}.err')[-2000:]}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, _report(_read(f"{name}.out")))


def _read(path: str) -> str:
    with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123
        return file.read()


def _report(said: str) -> dict[str, Any]:
    """The last line, if it is a table."""
    last = said.strip().rpartition("\n")[2]
    return json.loads(last) if last.startswith("{") else {}
