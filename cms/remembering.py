"""What all processes may remember and can do without: a cache that is away makes pages slower, not unreachable."""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.utils.timezone import localdate

HOUR_SECONDS = 60 * 60
DAY_SECONDS = 24 * HOUR_SECONDS

logger = logging.getLogger(__name__)
T = TypeVar("T")


def once_a_day(name: str, person: int, look: Callable[[], list[T]]) -> list[T]:
    """What `look` finds; where it found nothing earlier that day it is not asked. For what only a new day brings."""
    return _unless_none(_key(name, person), str(localdate()), DAY_SECONDS, look)


def until_told(name: str, person: int, look: Callable[[], list[T]]) -> list[T]:
    """What `look` finds; where it found nothing within the hour it is not asked, unless `tell` was called since. What
    comes in the moment of looking may be found an hour later."""
    return _unless_none(_key(name, person), "", HOUR_SECONDS, look)


def tell(name: str, person: int) -> None:
    """That there is something for them now."""
    try:
        cache.delete(_key(name, person))
    except Exception:
        logger.exception("The cache cannot be written to")


def _key(name: str, person: int) -> str:
    return f"nothing.{name}.{person}"


def _unless_none(key: str, mark: str, seconds: int, look: Callable[[], list[T]]) -> list[T]:
    try:
        if cache.get(key) == mark:
            return []
    except Exception:
        logger.exception("The cache cannot be read")
    found = look()
    try:
        if not found:
            cache.set(key, mark, seconds)
    except Exception:
        logger.exception("The cache cannot be written to")
    return found
