"""Where a room above says what it knows of the courses and lessons on a page.

`annotate_courses(request, courses)` and `annotate_lessons(request, course, lessons)` are Wagtail hooks: each is called
once with the whole list and may set `state` (a `State`) on each of its members, with queries that do not grow with the
list.

`lesson_gates(request, course, lessons)` returns, by lesson, the `Gate` that keeps the reader out of it, or None for a
lesson that stays open to them whatever others say. Ask `college.courses.gates`, which knows who is never kept out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
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


def annotate(hook: str, request: HttpRequest, *args: Any) -> None:
    for contribute in hooks.get_hooks(hook):
        contribute(request, *args)


def annotate_courses(request: HttpRequest, courses: Sequence[Any]) -> None:
    annotate("annotate_courses", request, courses)


def annotate_lessons(request: HttpRequest, course: Any, lessons: Sequence[Any]) -> None:
    """A course that is previewed before it was ever saved is known to nobody."""
    if course.pk:
        annotate("annotate_lessons", request, course, lessons)
