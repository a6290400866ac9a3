"""Work in the hands of workers that may fail, be told to stop, or vanish."""

import errno
import re
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from media.attempts import DISK_FULL, GIVEN_UP, INTERRUPTED, UNEXPECTED, UNREACHABLE, attempt
from media.jobs import resume_abandoned_work
from media.models import MAX_ATTEMPTS, Chunk, Lease, LeaseLost, Transcript, Video
from media.models.work import IMPATIENCE, PATIENCE, WorkQuerySet
from media.outages import StorageUnreachable
from media.signals import transcript_finished
from media.speech.errors import EngineMissing, UnusableMedia
from media.transcribing import keep
from media.transcripts import settle
from tests.media.factories import ChunkFactory, CueFactory, TranscriptFactory, VideoFactory

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - timedelta(days=1)


def finish(chunk: Chunk, lease: Lease) -> None:
    lease.finish(Chunk.State.DONE, done_until=chunk.end)


def stumble(chunk: Chunk, lease: Lease) -> None:
    raise RuntimeError("out of luck")


def wait_no_longer() -> None:
    Chunk.objects.update(not_before=LONG_AGO)


@pytest.mark.on_postgres
def test_a_chunk_is_claimed_once() -> None:
    chunk = ChunkFactory()
    assert WorkQuerySet(Chunk).claim(chunk.pk)
    assert WorkQuerySet(Chunk).claim(chunk.pk) is None


@pytest.mark.on_postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_workers_who_reach_for_one_chunk_one_gets_it() -> None:
    chunk = ChunkFactory()
    ready, leases = threading.Barrier(2), []

    def reach() -> None:
        ready.wait()
        try:
            leases.append(WorkQuerySet(Chunk).claim(chunk.pk))
        finally:
            connection.close()

    workers = [threading.Thread(target=reach) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(lease is not None for lease in leases) == [False, True]


@pytest.mark.on_postgres
def test_a_worker_whose_chunk_was_taken_over_changes_nothing() -> None:
    chunk = ChunkFactory()
    slow = WorkQuerySet(Chunk).claim(chunk.pk)
    Chunk.objects.update(leased_until=LONG_AGO)
    resume_abandoned_work()
    quick = WorkQuerySet(Chunk).claim(chunk.pk)
    with pytest.raises(LeaseLost):
        slow.finish(Chunk.State.DONE)
    quick.finish(Chunk.State.DONE)


@pytest.mark.on_postgres
def test_a_lease_that_is_renewed_is_not_taken_away() -> None:
    chunk = ChunkFactory()
    lease = WorkQuerySet(Chunk).claim(chunk.pk)
    Chunk.objects.update(leased_until=LONG_AGO)
    lease.renew(done_until=chunk.start + 3)
    resume_abandoned_work()
    chunk.refresh_from_db()
    assert (chunk.state, chunk.lease, chunk.done_until) == (Chunk.State.RUNNING, lease.key, chunk.start + 3)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_worker_that_is_slow_but_alive_keeps_its_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Chunk, "LEASE", timedelta(seconds=0.4))

    def load_a_large_model(chunk: Chunk, lease: Lease) -> None:
        Chunk.objects.update(leased_until=LONG_AGO)
        while Chunk.objects.abandoned().exists():
            time.sleep(0.02)
        finish(chunk, lease)

    chunk = ChunkFactory()
    attempt(Chunk, chunk.pk, load_a_large_model)
    chunk.refresh_from_db()
    assert (chunk.state, chunk.attempts) == (Chunk.State.DONE, 1)
    assert "heartbeat" not in {thread.name for thread in threading.enumerate()}


def test_an_accident_is_tried_again_after_longer_and_longer_rests_and_then_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    chunk = ChunkFactory()
    rests = []
    for attempts in range(1, MAX_ATTEMPTS):
        attempt(Chunk, chunk.pk, stumble)
        chunk.refresh_from_db()
        assert (chunk.state, chunk.attempts, chunk.error) == (Chunk.State.WAITING, attempts, UNEXPECTED)
        rests.append(chunk.not_before - timezone.now())
        wait_no_longer()
    assert timedelta(seconds=20) < rests[0] < timedelta(minutes=1) < rests[1] < timedelta(minutes=3)
    attempt(Chunk, chunk.pk, stumble)
    chunk.refresh_from_db()
    assert (chunk.state, chunk.error) == (Chunk.State.FAILED, GIVEN_UP)
    assert chunk.fault.startswith("RuntimeError: test_attempts.py:")
    assert "out of luck" not in chunk.fault
    assert "out of luck" in caplog.text
    attempt(Chunk, chunk.pk, finish)
    chunk.refresh_from_db()
    assert chunk.state == Chunk.State.FAILED


@pytest.mark.on_postgres
def test_what_rests_is_neither_begun_nor_queued_before_its_time() -> None:
    chunk = ChunkFactory()
    attempt(Chunk, chunk.pk, stumble)
    attempt(Chunk, chunk.pk, finish)
    resume_abandoned_work()
    chunk.refresh_from_db()
    assert (chunk.state, chunk.attempts, chunk.queued_at) == (Chunk.State.WAITING, 1, None)
    wait_no_longer()
    resume_abandoned_work()
    attempt(Chunk, chunk.pk, finish)
    chunk.refresh_from_db()
    assert (chunk.state, chunk.error, chunk.fault) == (Chunk.State.DONE, "", "")
    assert chunk.queued_at


def test_a_file_that_cannot_be_used_is_not_tried_again() -> None:
    def refuse(chunk: Chunk, lease: Lease) -> None:
        raise UnusableMedia("truncated")

    chunk = ChunkFactory()
    attempt(Chunk, chunk.pk, refuse)
    chunk.refresh_from_db()
    assert chunk.state == Chunk.State.FAILED
    assert "这个视频不完整" in chunk.error


def test_work_waits_for_a_missing_engine_however_often_it_is_missed() -> None:
    def miss(chunk: Chunk, lease: Lease) -> None:
        raise EngineMissing("没有语音模型。", "python manage.py fetch_models")

    chunk = ChunkFactory()
    for _ in range(MAX_ATTEMPTS + 1):
        attempt(Chunk, chunk.pk, miss)
        chunk.refresh_from_db()
        assert (chunk.state, chunk.attempts) == (Chunk.State.WAITING, 0)
        assert "python manage.py fetch_models" in chunk.error
        wait_no_longer()
    attempt(Chunk, chunk.pk, finish)
    chunk.refresh_from_db()
    assert (chunk.state, chunk.error) == (Chunk.State.DONE, "")


@pytest.mark.parametrize(
    ("trouble", "told"), [(StorageUnreachable(), UNREACHABLE), (OSError(errno.ENOSPC, "/var"), DISK_FULL)]
)
def test_work_waits_for_the_storage_and_for_room_without_losing_an_attempt(trouble: Exception, told: str) -> None:
    def meet(chunk: Chunk, lease: Lease) -> None:
        raise trouble

    chunk = ChunkFactory()
    for _ in range(MAX_ATTEMPTS + 1):
        attempt(Chunk, chunk.pk, meet)
        chunk.refresh_from_db()
        assert (chunk.state, chunk.attempts, chunk.error) == (Chunk.State.WAITING, 0, told)
        wait_no_longer()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_worker_that_hangs_loses_its_chunk_and_ends(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Its process lives and beats, but the time that one attempt may take is over."""
    monkeypatch.setattr(Chunk, "LEASE", timedelta(seconds=0.4))
    monkeypatch.setattr(Chunk, "longest", timedelta(seconds=0.2))
    ended: list[int] = []
    monkeypatch.setattr("os._exit", ended.append)
    settings.WORKER_ENDS_WHEN_HUNG = True

    def hang(chunk: Chunk, lease: Lease) -> None:
        while not ended:
            time.sleep(0.02)
        lease.renew()

    chunk = ChunkFactory()
    attempt(Chunk, chunk.pk, hang)
    assert ended == [1]
    assert Chunk.objects.abandoned().get() == chunk


@pytest.mark.parametrize("stop", [SystemExit, KeyboardInterrupt])
def test_a_worker_told_to_stop_puts_its_work_back(stop: type[BaseException]) -> None:
    def interrupted(chunk: Chunk, lease: Lease) -> None:
        raise stop

    chunk = ChunkFactory()
    with pytest.raises(stop):
        attempt(Chunk, chunk.pk, interrupted)
    chunk.refresh_from_db()
    assert (chunk.state, chunk.attempts, chunk.queued_at) == (Chunk.State.WAITING, 0, None)


@pytest.mark.on_postgres
@pytest.mark.parametrize("factory", [VideoFactory, TranscriptFactory, ChunkFactory])
def test_what_a_dead_worker_held_waits_again(factory: Callable[..., Video | Transcript | Chunk]) -> None:
    row = factory(state="waiting")
    WorkQuerySet(type(row)).claim(row.pk)
    type(row).objects.update(leased_until=LONG_AGO)
    resume_abandoned_work()
    row.refresh_from_db()
    assert (row.state, row.lease, row.attempts) == ("waiting", None, 1)
    assert row.queued_at


@pytest.mark.on_postgres
def test_work_that_kills_every_worker_is_given_up() -> None:
    chunk = ChunkFactory()
    for _ in range(MAX_ATTEMPTS):
        assert WorkQuerySet(Chunk).claim(chunk.pk)
        Chunk.objects.update(leased_until=LONG_AGO)
        resume_abandoned_work()
    chunk.refresh_from_db()
    assert (chunk.state, chunk.error) == (Chunk.State.FAILED, INTERRUPTED)
    chunk.transcript.refresh_from_db()
    assert (chunk.transcript.state, chunk.transcript.error) == (Transcript.State.FAILED, INTERRUPTED)


@pytest.mark.on_postgres
@pytest.mark.parametrize(("is_busy", "patience"), [(True, PATIENCE), (False, IMPATIENCE)])
def test_a_lost_message_is_sent_again_after_a_while_and_soon_if_nobody_is_at_work(
    is_busy: bool, patience: timedelta
) -> None:
    if is_busy:
        WorkQuerySet(Chunk).claim(ChunkFactory().pk)
    second = timedelta(seconds=5)
    fresh, old = (ChunkFactory(queued_at=timezone.now() - patience + wait) for wait in (second, -second))
    resume_abandoned_work()
    queued_at = fresh.queued_at
    fresh.refresh_from_db()
    old.refresh_from_db()
    assert fresh.queued_at == queued_at
    assert old.queued_at > timezone.now() - second


@pytest.fixture
def announced() -> Iterator[list[int]]:
    videos: list[int] = []

    def hear(video_id: int, **kwargs: object) -> None:
        videos.append(video_id)

    transcript_finished.connect(hear)
    yield videos
    transcript_finished.disconnect(hear)


def long_ago() -> None:
    Transcript.objects.update(finished_at=LONG_AGO)


@pytest.mark.on_postgres
def test_a_transcript_is_announced_once_when_its_last_chunk_is_done(
    announced: list[int], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    cue = CueFactory(transcript__state=Transcript.State.RUNNING)
    chunks = [ChunkFactory(transcript=cue.transcript) for _ in range(2)]
    with django_capture_on_commit_callbacks(execute=True):
        for chunk in chunks:
            settle(Chunk.objects.filter(pk=chunk.pk))
            assert announced == []
            attempt(Chunk, chunk.pk, finish)
        settle(Chunk.objects.filter(pk=chunks[0].pk))
        settle(Chunk.objects.filter(pk=chunks[1].pk))
    cue.transcript.refresh_from_db()
    assert cue.transcript.state == Transcript.State.DONE
    assert announced == [cue.transcript.video_id]
    long_ago()
    resume_abandoned_work()
    assert announced == [cue.transcript.video_id]


@pytest.mark.on_postgres
def test_a_worker_killed_between_its_last_chunk_and_the_end_leaves_the_end_to_others(announced: list[int]) -> None:
    """And one killed between the end and its announcement leaves that."""
    chunk = ChunkFactory()
    attempt(Chunk, chunk.pk, finish)
    resume_abandoned_work()
    chunk.transcript.refresh_from_db()
    assert chunk.transcript.state == Transcript.State.SILENT
    assert announced == []
    long_ago()
    for _ in range(2):
        resume_abandoned_work()
        assert announced == [chunk.transcript.video_id]


def test_who_could_not_take_the_news_is_told_again(
    announced: list[int],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def stumble_once(**kwargs: object) -> None:
        if len(announced) == 1:
            raise RuntimeError("out of luck")

    transcript_finished.connect(stumble_once)
    chunk = ChunkFactory()
    with django_capture_on_commit_callbacks(execute=True):
        attempt(Chunk, chunk.pk, finish)
        settle(Chunk.objects.all())
    long_ago()
    for _ in range(2):
        resume_abandoned_work()
    transcript_finished.disconnect(stumble_once)
    assert announced == [chunk.transcript.video_id] * 2


@pytest.mark.on_postgres
def test_a_transcript_of_which_a_chunk_is_put_back_at_the_last_moment_does_not_end() -> None:
    chunk = ChunkFactory(state="done")

    def put_back(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith('UPDATE "media_transcript"'):
            Chunk.objects.update(state="waiting")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(put_back):
        settle(Chunk.objects.all())
    chunk.transcript.refresh_from_db()
    assert chunk.transcript.state == Transcript.State.RUNNING


def test_a_transcript_fails_with_what_broke() -> None:
    chunk = ChunkFactory(state="failed", error=GIVEN_UP, fault="OSError: x.py:1 f")
    settle(Chunk.objects.all())
    chunk.transcript.refresh_from_db()
    assert (chunk.transcript.error, chunk.transcript.fault) == (GIVEN_UP, "OSError: x.py:1 f")


@pytest.mark.on_postgres
def test_whoever_ends_a_chunk_takes_the_transcript_first() -> None:
    """As those do who call it off; in the other order each could hold what the other waits for."""
    chunk = ChunkFactory()
    lease = WorkQuerySet(Chunk).claim(chunk.pk)
    with CaptureQueriesContext(connection) as queries:
        keep(chunk, lease, [], engine="quick", took=1)
    changed = re.findall(r'UPDATE "media_(transcript|chunk)"', "; ".join(query["sql"] for query in queries))
    assert changed[:2] == ["transcript", "chunk"]


def test_a_video_deleted_meanwhile_troubles_nobody() -> None:
    def delete_first(chunk: Chunk, lease: Lease) -> None:
        Video.objects.all().delete()
        finish(chunk, lease)

    chunk = ChunkFactory()
    attempt(Chunk, chunk.pk, delete_first)
    attempt(Chunk, chunk.pk, finish)
    assert not Chunk.objects.exists()
