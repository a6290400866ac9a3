"""The site and its worker, run side by side."""

import sys

import pytest

from college.management.commands import serve
from college.management.commands.serve import Kept


def test_a_worker_that_ends_is_replaced_after_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    worker = Kept([sys.executable, "-S", "-c", "raise SystemExit(1)"])
    worker.look()
    [first] = worker.processes
    first.wait()
    worker.look()
    assert worker.processes == [first]
    monkeypatch.setattr(worker, "not_before", 0)
    monkeypatch.setattr(serve, "RESTART_PAUSE_SECONDS", 60)
    worker.look()
    [second] = worker.processes
    assert second.pid != first.pid
    assert second.wait() == 1
