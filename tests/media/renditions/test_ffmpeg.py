"""The converter is a child of its worker: it is stopped with it, and what it dies of decides whether to try again."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from media.renditions.ffmpeg import Interrupted, convert, times
from media.speech.errors import UnusableMedia

ENDLESS = ["-re", "-f", "lavfi", "-i", "testsrc=s=32x32", "-f", "null", "-"]


def child_of(pid: int) -> int:
    return int(subprocess.check_output(["pgrep", "-P", str(pid), "ffmpeg"], text=True).split()[0])


def is_running(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rsplit(") ", 1)[1][0] not in "ZX"


def test_what_cannot_be_converted_is_told_to_the_editor_and_why_to_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(UnusableMedia, match="转换不了"):
        convert(["-i", "file:nowhere.mp4", f"file:{tmp_path}/x.mp4"], on_time=print)
    assert "Error opening input file file:nowhere.mp4" in caplog.text


def test_a_converter_killed_for_want_of_memory_is_worth_another_try() -> None:
    with pytest.raises(Interrupted):
        convert(ENDLESS, on_time=lambda seconds: os.kill(child_of(os.getpid()), signal.SIGKILL))


def test_a_converter_whose_work_is_taken_away_is_stopped() -> None:
    pids: list[int] = []

    def taken_away(seconds: float) -> None:
        pids.append(child_of(os.getpid()))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        convert(ENDLESS, on_time=taken_away)
    assert not is_running(pids[0])


def test_a_converter_that_hangs_is_stopped_when_its_work_is_given_up() -> None:
    given_up = threading.Event()

    def hang(seconds: float) -> None:
        os.kill(child_of(os.getpid()), signal.SIGSTOP)
        given_up.set()

    with pytest.raises(Interrupted):
        convert(ENDLESS, on_time=hang, lost=given_up)


def test_a_converter_that_gets_nowhere_is_listened_to_all_the_same() -> None:
    reports = ["out_time_us=N/A\n", "progress=continue\n", "out_time_us=1500000\n", "progress=end\n"]
    assert list(times(reports)) == [0.0, 1.5]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_a_converter_ends_with_its_killed_worker() -> None:
    reader, writer = os.pipe()
    worker = os.fork()
    if not worker:
        convert(ENDLESS, on_time=lambda seconds: os.write(writer, b"."))
        os._exit(1)
    os.read(reader, 1)
    converter = child_of(worker)
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    deadline = time.monotonic() + 30
    while is_running(converter):
        assert time.monotonic() < deadline
        time.sleep(0.02)
