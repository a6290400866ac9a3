"""Where a room above says what it knows of the courses and lessons on a page.

`course_states(request, courses)` and `lesson_states(request, course, lessons)` are Wagtail hooks: each is called once
with the whole list and returns a `State` by key for those it knows of, with queries that do not grow with the list.

`lesson_gates(request, course, lessons)` returns, by lesson, the `Gate` that keeps the reader out of it, or None for a
lesson that stays open to them whatever others say. Ask `college.courses.gates`, which knows who is never kept out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.http import HttpRequest
from wagtail import hooks


@dataclass(frozen=True)
class State:
    """What a person reads on a card or row: `kind` is one of "new", "current", "done", "locked"; `label` the words."""

    kind: str
    label: str


@dataclass(frozen=True)
class Gate:
    """Why a lesson is not open: `words` as on its row, `advice` a sentence what to do, and a link to it."""

    words: str
    advice: str = ""
    url: str = ""
    label: str = ""


@dataclass(frozen=True)
class Run:
    """How a lesson's package is run for a reader whose learning is kept: where it reports with which token, and by the
    key of each part the state and the verb on its button, None for who may not open it yet."""

    url: str
    token: str
    states: dict[str, State]
    verbs: dict[str, str | None]


def package_run(request: HttpRequest, lesson: Any) -> Run | None:
    """What a room above that registered `package_run(request, lesson)` says; None where nothing would be kept."""
    found = (run for contribute in hooks.get_hooks("package_run") if (run := contribute(request, lesson)))
    return next(found, None)


def course_states(request: HttpRequest, courses: Sequence[Any]) -> dict[int, State]:
    return _states("course_states", request, courses)


def lesson_states(request: HttpRequest, course: Any, lessons: Sequence[Any]) -> dict[int, State]:
    """A course that is previewed before it was ever saved is known to nobody."""
    return _states("lesson_states", request, course, lessons) if course.pk else {}


def _states(hook: str, request: HttpRequest, *args: Any) -> dict[int, State]:
    return reduce(or_, (contribute(request, *args) for contribute in hooks.get_hooks(hook)), {})
