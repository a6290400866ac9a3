"""Where messages to workers go: into the database, or to Redis for workers on several machines."""

from typing import Any

DATABASE, REDIS = "database", "redis"
KINDS = (DATABASE, REDIS)
# For a queue without priorities: in the order in which workers look into them. `default` is Wagtail's.
LANES = ("first", "soon", "default", "work", "background")
# Our leases decide how long work may take; this only bounds what RQ remembers of it.
RQ_TIMEOUT_SECONDS = 24 * 60 * 60


def task_backends(kind: str) -> dict[str, Any]:
    if kind == REDIS:
        return {"default": {"BACKEND": "college.redis_queue.CommittedRQBackend", "QUEUES": [*LANES]}}
    return {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


def rq_queues(url: str) -> dict[str, Any]:
    return {lane: {"URL": url, "DEFAULT_TIMEOUT": RQ_TIMEOUT_SECONDS} for lane in LANES}
