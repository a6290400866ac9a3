"""What is published is the same for every reader until somebody publishes something.

The edition is a number that grows with every change to what pages show. Whatever depends on nothing else is worked out
once an edition and process (`per_edition`) and not once a reader. The number lies in the cache that all processes
share; a change that no signal tells of, such as a row written by `update()`, is seen when LIFETIME is over.
"""

import logging
import time
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar, TypeVarTuple

from django.core.cache import cache
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.http import HttpRequest, HttpResponseBase

LIFETIME = 30.0
"""Seconds."""
MOST = 2000
"""Answers remembered by one function."""
KEY = "cms.edition"

logger = logging.getLogger(__name__)
A = TypeVarTuple("A")
R = TypeVar("R")
_at_hand: ContextVar[float | None] = ContextVar("edition", default=None)


def edition() -> float:
    """The number of the edition; read once a request."""
    at_hand = _at_hand.get()
    return _kept() if at_hand is None else at_hand


def _kept() -> float:
    """A cache that is away makes pages slower, not unreachable: then each request is an edition of its own."""
    try:
        return float(cache.get_or_set(KEY, time.time, None) or time.time())
    except Exception:
        logger.exception("The edition cannot be read from the cache")
        return time.time()


def turn_the_page() -> None:
    """Begin a new edition as soon as others can see what this transaction wrote.

    Until then it has an edition of its own, that nobody else reads: what it wrote may yet be withdrawn.
    """
    if transaction.get_connection().in_atomic_block:
        _at_hand.set(-time.time())
        transaction.on_commit(_begin)
    else:
        _begin()


def _begin() -> None:
    _at_hand.set(None)
    try:
        cache.set(KEY, time.time(), None)
    except Exception:
        logger.exception("The edition cannot be written to the cache: pages change when their time is over")


def watch(*models: type[Model]) -> None:
    """A row of these models saved or deleted is a new edition. To be called when the apps are ready."""
    for model in models:
        for signal in (post_save, post_delete):
            signal.connect(_changed, sender=model, dispatch_uid=f"edition-{model._meta.label}")
        for field in model._meta.many_to_many:
            m2m_changed.connect(_changed, sender=getattr(model, field.name).through)


def _changed(**_: Any) -> None:
    turn_the_page()


class EditionMiddleware:
    """Reads the number once for a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = _at_hand.set(edition())
        try:
            return self.get_response(request)
        finally:
            _at_hand.reset(token)


class Memory:
    """Answers of this edition, by key. They are shared by all readers: whoever gets one leaves it as it is."""

    def __init__(self) -> None:
        self.answers: dict[Any, tuple[float, float, Any]] = {}

    def recall(self, key: Any, make: Callable[[], Any]) -> Any:
        return self.recall_many([key], lambda _keys: {key: make()})[key]

    def recall_many(self, keys: Iterable[Any], make: Callable[[list[Any]], dict[Any, Any]]) -> dict[Any, Any]:
        """`make` is asked once for all that are not known."""
        number, now, found, missing = edition(), time.monotonic(), {}, []
        for key in keys:
            known = self.answers.get(key)
            if known and known[0] == number and now < known[1]:
                found[key] = known[2]
            else:
                missing.append(key)
        made = make(missing) if missing else {}
        for key, answer in made.items():
            self.answers.pop(key, None)  # so that it stands last
            self.answers[key] = (number, now + LIFETIME, answer)
        while len(self.answers) > MOST:  # the oldest first: another thread may be at it too
            self.answers.pop(next(iter(self.answers), None), None)
        return found | made


def per_edition(function: Callable[[*A], R]) -> Callable[[*A], R]:
    """Remembers what the function answers to the same (hashable) arguments."""
    memory = Memory()

    @wraps(function)
    def remembered(*args: *A) -> R:
        return memory.recall(args, lambda: function(*args))

    return remembered
