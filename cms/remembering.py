"""What all processes may remember and can do without: a cache that is away makes pages slower, not unreachable."""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.utils.timezone import localdate

DAY_SECONDS = 24 * 60 * 60

logger = logging.getLogger(__name__)
T = TypeVar("T")


def once_a_day(name: str, person: int, look: Callable[[], list[T]]) -> list[T]:
    """What `look` finds; where it found nothing earlier that day it is not asked. For what only a new day brings."""
    key, today = f"once-a-day.{name}.{person}", localdate()
    try:
        if cache.get(key) == today:
            return []
    except Exception:
        logger.exception("The cache cannot be read")
    found = look()
    try:
        if not found:
            cache.set(key, today, DAY_SECONDS)
    except Exception:
        logger.exception("The cache cannot be written to")
    return found
