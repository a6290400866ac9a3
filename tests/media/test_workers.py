"""Real workers, in processes of their own, on a real engine."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection

from media.models import Chunk, Transcript
from tests.media.conftest import SPEECH, Make
from tests.media.factories import ChunkFactory, TranscriptFactory

PATIENCE_SECONDS = 300

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start_worker() -> Iterator[Start]:
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
    }
    started: list[subprocess.Popen[bytes]] = []

    def start(*options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", "worker", *options]
        started.append(subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def transcript(transactional_db: None, django_db_serialized_rollback: None, make: Make) -> Transcript:
    """Of a minute of speech, planned as three chunks."""
    clip = make("minute.mp4", "-i", str(SPEECH), "-shortest", "-c:a", "aac", "-pix_fmt", "yuv420p", seconds=63)
    transcript = TranscriptFactory(video__file=ContentFile(clip.read_bytes(), "minute.mp4"), video__duration=63)
    for start, end in ((0, 22), (22, 44), (44, 63)):
        ChunkFactory(transcript=transcript, start=start, end=end)
    return transcript


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_worker_that_is_killed_loses_no_finished_chunk_and_repeats_none(
    transcript: Transcript, start_worker: Start
) -> None:
    chunks = transcript.chunks
    worker = start_worker()
    wait_until(lambda: [*chunks.values_list("state", flat=True)][:2] == ["done", "running"])
    worker.kill()
    worker.wait()
    kept = [*transcript.cues.values_list("pk", "text")]
    assert kept
    assert [*chunks.values_list("state", flat=True)] == ["done", "running", "waiting"]

    # As if the three minutes of its lease had passed.
    chunks.filter(state=Chunk.State.RUNNING).update(leased_until="2026-01-01T00:00:00Z")
    assert start_worker("--batch").wait(PATIENCE_SECONDS) == 0
    transcript.refresh_from_db()
    assert transcript.state == Transcript.State.DONE
    assert [*chunks.values_list("state", "attempts")] == [("done", 1), ("done", 2), ("done", 1)]
    assert [*transcript.cues.values_list("pk", "text")][: len(kept)] == kept
    assert transcript.cues.count() > len(kept)


def test_two_workers_share_a_video_and_do_nothing_twice(transcript: Transcript, start_worker: Start) -> None:
    workers = [start_worker("--batch"), start_worker("--batch")]
    assert [worker.wait(PATIENCE_SECONDS) for worker in workers] == [0, 0]
    transcript.refresh_from_db()
    assert transcript.state == Transcript.State.DONE
    assert [*transcript.chunks.values_list("state", "attempts")] == [("done", 1)] * 3
    starts = [*transcript.cues.values_list("start_ms", flat=True)]
    assert len(starts) == len(set(starts))
