"""The packaged FFmpeg as a child: behind everything else on the machine, and gone with the worker that started it."""

import ctypes
import errno
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO

import imageio_ffmpeg

from media.speech.errors import UnusableMedia
from media.speech.opening import FORMATS

logger = logging.getLogger(__name__)

NICENESS = 10
LOOK_SECONDS = 1
THREADS = str(min(2, os.cpu_count() or 1))
# A stranger's file may name no other file and no address.
READING = ["-threads", THREADS, "-protocol_whitelist", "file", "-format_whitelist", FORMATS]
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1


class Interrupted(Exception):
    """The child was killed from outside, as for want of memory: worth another try."""


def convert(arguments: Sequence[str], *, on_time: Callable[[float], None], lost: threading.Event | None = None) -> None:
    """Runs FFmpeg; `on_time` hears the seconds that are done, some twice a second, and may raise to stop it.

    A child that says nothing any more is killed when `lost` is set.

    Raises UnusableMedia (unconvertible), Interrupted, OSError.
    """
    # The file may be a stranger's, the command is ours.
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-v", "error", "-y", "-progress", "pipe:1", *arguments]
    with (
        TemporaryFile() as said,
        subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            preexec_fn=_die_with_worker,
        ) as child,
    ):
        try:
            if lost:
                threading.Thread(target=_kill_when, args=(lost, child), daemon=True).start()
            for seconds in times(child.stdout or ()):
                on_time(seconds)
        except BaseException:
            child.kill()
            raise
        child.wait()
        _judge(child.returncode, _last_words(said))


def _die_with_worker() -> None:
    """In the child: a worker that is killed cannot stop it any more, so the kernel does (Linux only)."""
    os.nice(NICENESS)
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def times(lines: Iterable[str]) -> Iterator[float]:
    """With every report, also while there is nothing to show for it: whoever listens may want to stop it."""
    seconds = 0.0
    for line in lines:
        name, _, value = line.strip().partition("=")
        if name == "out_time_us" and value.isdigit():
            seconds = int(value) / 1_000_000
        elif name == "progress":
            yield seconds


def _kill_when(lost: threading.Event, child: subprocess.Popen[str]) -> None:
    while child.poll() is None:
        if lost.wait(LOOK_SECONDS):
            child.kill()
            return


def _judge(code: int, said: str) -> None:
    if code == 0:
        return
    logger.warning("FFmpeg ended with %s: %s", code, said)
    if code < 0:
        raise Interrupted(f"FFmpeg was ended by signal {-code}")
    if os.strerror(errno.ENOSPC) in said:
        raise OSError(errno.ENOSPC, said)
    raise UnusableMedia("unconvertible")


def _last_words(said: IO[bytes]) -> str:
    said.seek(max(0, said.seek(0, os.SEEK_END) - 1000))
    return " / ".join(said.read().decode(errors="replace").strip().splitlines()[-3:])
