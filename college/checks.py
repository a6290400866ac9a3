import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from college.settings import queues

ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]{1,5})?")
"""In small letters, as browsers name the host they ask."""


@register()
def task_queue(**kwargs: Any) -> list[CheckMessage]:
    if settings.TASK_QUEUE not in queues.KINDS:
        hint = f"Set it to one of: {', '.join(queues.KINDS)}."
        return [Error(f"TASK_QUEUE is {settings.TASK_QUEUE!r}, which is no queue.", hint=hint, id="college.E001")]
    if settings.TASK_QUEUE == queues.REDIS and not settings.REDIS_URL:
        hint = "Set REDIS_URL to the server's address, e.g. redis://192.168.0.5:6379/0."
        return [Error("TASK_QUEUE is redis, but REDIS_URL is not set.", hint=hint, id="college.E002")]
    return []


@register()
def packages_origin(**kwargs: Any) -> list[CheckMessage]:
    """What is served there runs other people's programs: on the site's own name they would be the site."""
    origin = settings.PACKAGES_ORIGIN
    if not origin:
        return []
    hint = "Set PACKAGES_ORIGIN to scheme and host, e.g. https://packages.college.example, or leave it empty."
    if not ORIGIN.fullmatch(origin):
        return [Error(f"PACKAGES_ORIGIN is {origin!r}, which is no scheme and host.", hint=hint, id="college.E003")]
    if urlsplit(origin).hostname == urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname:
        hint = "Give packages a name that is nothing else's, e.g. https://packages.college.example."
        return [Error("PACKAGES_ORIGIN is the name of the site itself.", hint=hint, id="college.E004")]
    return []
