"""What all processes may remember and can do without: a cache that is away makes pages slower, not unreachable."""

import logging
from typing import Any

from django.core.cache import cache

logger = logging.getLogger(__name__)


def recalled(key: str) -> Any:
    """None where nothing is known."""
    try:
        return cache.get(key)
    except Exception:
        logger.exception("The cache cannot be read")
        return None


def remember(key: str, value: Any, seconds: float) -> None:
    try:
        cache.set(key, value, seconds)
    except Exception:
        logger.exception("The cache cannot be written to")
