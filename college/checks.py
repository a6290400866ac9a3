from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from college.settings import queues


@register()
def task_queue(**kwargs: Any) -> list[CheckMessage]:
    if settings.TASK_QUEUE not in queues.KINDS:
        hint = f"Set it to one of: {', '.join(queues.KINDS)}."
        return [Error(f"TASK_QUEUE is {settings.TASK_QUEUE!r}, which is no queue.", hint=hint, id="college.E001")]
    if settings.TASK_QUEUE == queues.REDIS and not settings.REDIS_URL:
        hint = "Set REDIS_URL to the server's address, e.g. redis://192.168.0.5:6379/0."
        return [Error("TASK_QUEUE is redis, but REDIS_URL is not set.", hint=hint, id="college.E002")]
    return []
