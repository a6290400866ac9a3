"""CPU time of a process and all below it, as the kernel accounts for it (Linux)."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(root: int) -> float:
    """User and system time of a process, its living descendants, and those that have ended and were waited for."""
    return sum(_ticks(pid) for pid in family(root)) / TICKS


def family(root: int) -> list[int]:
    """The process and every living one below it."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _fields(int(entry.name))):
            below.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [root]
    for pid in found:
        found += below.get(pid, [])
    return found


def _ticks(pid: int) -> int:
    """utime, stime, and those of children waited for: fields 14 to 17 of proc(5)."""
    fields = _fields(pid)
    return sum(map(int, fields[11:15])) if fields else 0


def _fields(pid: int) -> list[str]:
    """Those of /proc/PID/stat from the third on (the second, a name, may hold spaces); none if the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return []
