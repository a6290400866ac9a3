"""What a worker does besides its work."""

import signal
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from college.management.commands import worker
from college.management.commands.worker import forget_finished_work, run_database_worker, sweep_forever

pytestmark = pytest.mark.django_db


def message(**fields: object) -> DBTaskResult:
    call = {"args": [0], "kwargs": {}}
    return DBTaskResult.objects.create(
        task_path="media.tasks.probe_video", args_kwargs=call, backend_name="default", **fields
    )


def path_of(backend: type) -> str:
    return f"{backend.__module__}.{backend.__name__}"


def test_an_operator_s_table_of_tasks_does_not_grow_for_ever(settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": path_of(DatabaseBackend), "QUEUES": ["default"]}}
    done, week = TaskResultStatus.SUCCESSFUL, timezone.now() - timedelta(days=7)
    message(status=done, finished_at=week)
    message(status=TaskResultStatus.FAILED, finished_at=week)
    kept = {message(status=done, finished_at=timezone.now()), message(status=TaskResultStatus.READY)}
    forget_finished_work()
    assert set(DBTaskResult.objects.all()) == kept


def test_another_queue_keeps_its_own_house(settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": path_of(ImmediateBackend)}}
    week_old = message(status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now() - timedelta(days=7))
    forget_finished_work()
    assert DBTaskResult.objects.get() == week_old


@pytest.fixture
def signals() -> Iterator[None]:
    """A worker in this process leaves its ways of being told to stop behind."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_worker_outlives_a_moment_without_its_database(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, signals: None
) -> None:
    settings.TASKS = {"default": {"BACKEND": path_of(DatabaseBackend), "QUEUES": ["default"]}}
    monkeypatch.setattr(worker, "PAUSE_SECONDS", 0)
    refused = []

    def refuse_once(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not refused:
            refused.append(sql)
            raise OperationalError("the server closed the connection unexpectedly")
        return execute(sql, params, many, context)

    left = message(status=TaskResultStatus.READY)
    with connection.execute_wrapper(refuse_once):
        run_database_worker(batch=True)
    left.refresh_from_db()
    assert refused
    assert left.status == TaskResultStatus.SUCCESSFUL


@pytest.mark.parametrize("seconds", [0, 4000])
def test_sweeps_go_on_however_rare_or_frequent_they_are_to_be(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    settings.WORKER_SWEEP_SECONDS = seconds
    settings.WORKER_SWEEPS = []
    slept = []

    def sleep(pause: float) -> None:
        slept.append(pause)
        if len(slept) == 3:
            raise SystemExit

    monkeypatch.setattr("time.sleep", sleep)
    with pytest.raises(SystemExit):
        sweep_forever()
    assert slept == [max(seconds, 1)] * 3
