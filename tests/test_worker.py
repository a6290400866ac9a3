"""What a worker does besides its work."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from college.management.commands.worker import forget_finished_work

pytestmark = pytest.mark.django_db


def message(**fields: object) -> DBTaskResult:
    return DBTaskResult.objects.create(
        task_path="media.tasks.probe_video", args_kwargs={"args": [], "kwargs": {}}, backend_name="default", **fields
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
