"""What an editor decides about the work on a video: each may be asked for twice, or by two people at once."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import ModelLogEntry

from media.attempts import GIVEN_UP, attempt
from media.jobs import cancel, put_first, rerun, resume_abandoned_work, retry
from media.models import Chunk, Lease, Rendition, Transcript, Video
from media.models.work import WorkQuerySet
from tests.media.factories import ChunkFactory, CueFactory, TranscriptFactory, VideoFactory

pytestmark = pytest.mark.django_db

Decide = Callable[..., Video]


def finish(chunk: Chunk, lease: Lease) -> None:
    lease.finish(Chunk.State.DONE, done_until=chunk.end)


def states(rows: object) -> list[str]:
    return [*rows.order_by("pk").values_list("state", flat=True)]  # type: ignore[attr-defined]


def decisions_in_the_history() -> list[str]:
    return [*ModelLogEntry.objects.filter(action__startswith="media.").values_list("action", flat=True)]


@pytest.fixture
def transcript() -> Transcript:
    """Half done: a chunk is ready, one in a worker's hands, one waits."""
    transcript = TranscriptFactory()
    for number, state in enumerate(("done", "running", "waiting")):
        ChunkFactory(transcript=transcript, start=number * 100, end=number * 100 + 100, state=state)
    return transcript


@pytest.mark.on_postgres
def test_what_is_cancelled_never_starts_and_what_is_done_stays(transcript: Transcript) -> None:
    Rendition.objects.create(video=transcript.video, kind="360p")
    cancel(video=transcript.video)
    assert states(Transcript.objects) == ["cancelled"]
    assert states(Rendition.objects) == ["cancelled"]
    assert states(transcript.chunks) == ["done", "cancelled", "cancelled"]
    for chunk in transcript.chunks.all():
        attempt(Chunk, chunk.pk, finish)
    resume_abandoned_work()
    assert states(transcript.chunks) == ["done", "cancelled", "cancelled"]
    assert states(Transcript.objects) == ["cancelled"]


def test_a_worker_notices_that_its_work_was_called_off(transcript: Transcript) -> None:
    def called_off(chunk: Chunk, lease: Lease) -> None:
        cancel(video=transcript.video)
        lease.renew(done_until=chunk.end)
        pytest.fail("it went on")

    waiting = transcript.chunks.get(state="waiting")
    attempt(Chunk, waiting.pk, called_off)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.done_until) == (Chunk.State.CANCELLED, waiting.start)


def test_a_cancelled_video_goes_on_where_it_stopped(transcript: Transcript) -> None:
    cancel(video=transcript.video)
    retry(video=transcript.video)
    assert states(Transcript.objects) == ["running"]
    assert states(transcript.chunks) == ["done", "waiting", "waiting"]


def test_a_retry_does_again_only_what_failed() -> None:
    transcript = TranscriptFactory(state="failed", error=GIVEN_UP)
    done = ChunkFactory(transcript=transcript, state="done", attempts=1)
    failed = ChunkFactory(transcript=transcript, state="failed", attempts=3, error=GIVEN_UP, fault="OSError")
    retry(video=transcript.video)
    for row in (transcript, done, failed):
        row.refresh_from_db()
    assert (transcript.state, transcript.error) == (Transcript.State.RUNNING, "")
    assert (done.state, done.attempts) == (Chunk.State.DONE, 1)
    assert (failed.state, failed.attempts, failed.error, failed.fault) == (Chunk.State.WAITING, 0, "", "")


def test_a_retry_ends_a_rest() -> None:
    later = timezone.now() + timedelta(minutes=2)
    chunk = ChunkFactory(attempts=1, not_before=later)
    retry(video=chunk.transcript.video)
    assert WorkQuerySet(Chunk).claim(chunk.pk)


def test_a_retry_does_not_wake_the_transcript_in_a_language_that_was_a_mistake() -> None:
    wrong = TranscriptFactory(language="en", state="cancelled")
    TranscriptFactory(video=wrong.video, language="zh", state="failed")
    retry(video=wrong.video)
    assert states(Transcript.objects) == ["cancelled", "waiting"]


def test_a_rerun_hears_every_chunk_again_and_shows_the_old_words_meanwhile() -> None:
    cue = CueFactory(transcript__finished_at=timezone.now())
    transcript = cue.transcript
    chunk = ChunkFactory(transcript=transcript, start=0, end=9, done_until=9, state="done", took=3, attempts=1)
    rerun(video=transcript.video)
    chunk.refresh_from_db()
    assert (chunk.state, chunk.done_until, chunk.took, chunk.attempts) == (Chunk.State.WAITING, 0, None, 0)
    assert Video.objects.get().has_captions
    assert transcript.cues.get() == cue


@pytest.mark.on_postgres
def test_a_video_put_first_is_taken_before_the_others(transcript: Transcript) -> None:
    """With all that belongs to it; each keeps its place among the rest."""
    Rendition.objects.create(video=transcript.video, kind="360p", priority=-10)
    put_first(video=transcript.video)
    assert [*transcript.chunks.values_list("priority", flat=True)] == [0, 50, 50]
    assert [Transcript.objects.get().priority, Rendition.objects.get().priority] == [50, 40]


def test_a_video_that_waits_for_its_check_is_put_first_too() -> None:
    video = VideoFactory(state="waiting")
    put_first(video=video)
    video.refresh_from_db()
    assert video.priority == 50
    assert video.queued_at


@pytest.mark.parametrize(
    ("decide", "state"), [(retry, "failed"), (rerun, "done"), (cancel, "running"), (put_first, "waiting")]
)
def test_what_is_decided_twice_is_done_and_told_once(decide: Decide, state: str) -> None:
    transcript = TranscriptFactory(state=state)
    ChunkFactory(transcript=transcript, state=state)
    decide(video=transcript.video)
    before = [*Transcript.objects.values(), *Chunk.objects.values()]
    decide(video=transcript.video)
    assert [*Transcript.objects.values(), *Chunk.objects.values()] == before
    assert decisions_in_the_history() == [f"media.{decide.__name__}"]


@pytest.mark.on_postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_editors_who_ask_at_once_one_is_heard() -> None:
    transcript = TranscriptFactory(state="done")
    ChunkFactory(transcript=transcript, state="done", start=0, end=9)
    ready = threading.Barrier(2)

    def ask() -> None:
        ready.wait()
        try:
            cancel(video=transcript.video)
        finally:
            connection.close()

    Transcript.objects.update(state="waiting")
    editors = [threading.Thread(target=ask) for _ in range(2)]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()
    assert states(Transcript.objects) == ["cancelled"]
    assert decisions_in_the_history() == ["media.cancel"]
