"""How many learners stand where, counted in the database.

A large class is counted once in a while and the figures kept, with the moment they were counted, so that a page costs
the same for a class of twenty thousand as for one of two hundred. A small one is counted afresh.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol, TypeVar

from django.core.cache import cache
from django.db.models import Count

from college.progress.models import Enrolment
from college.progress.teaching.scope import Classroom, enrolled_in
from college.progress.teaching.states import State, condition

LARGE = 1000
KEPT_FOR = 300
"""Seconds."""


class Counted(Protocol):
    @property
    def total(self) -> int: ...


Rooms = list[Classroom]
Kept = TypeVar("Kept", bound=Counted)


@dataclass
class Figures:
    """Learners by state, and by the lesson that those who have not completed the course stand at."""

    counted_at: datetime
    by_state: Counter[str] = field(default_factory=Counter)
    learning_at: Counter[int] = field(default_factory=Counter)
    stuck_at: Counter[int] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.by_state.total()

    @property
    def states(self) -> list[tuple[State, int]]:
        return [(state, self.by_state[state]) for state in State]


def figures(classrooms: Iterable[Classroom], *, now: datetime) -> dict[int, Figures]:
    """By course. Of one teacher's classrooms, with one query."""
    classrooms = list(classrooms)
    return kept("figures", classrooms, lambda missing: _count(missing, now=now))


def kept(name: str, classrooms: Rooms, count: Callable[[Rooms], dict[int, Kept]]) -> dict[int, Kept]:
    """What is kept of these classrooms' figures, by course, and the rest counted; that of a large class is kept."""
    keys = {room.course.pk: _key(name, room) for room in classrooms}
    known = cache.get_many(keys.values())
    found = {pk: known[key] for pk, key in keys.items() if key in known}
    missing = [room for room in classrooms if room.course.pk not in found]
    counted = count(missing) if missing else {}
    cache.set_many({keys[pk]: each for pk, each in counted.items() if each.total > LARGE}, KEPT_FOR)
    return found | counted


def _key(name: str, room: Classroom) -> str:
    """Two teachers share what is kept only when they see the same people."""
    seen = "everybody" if room.places is None else sha256(",".join(sorted(room.places)).encode()).hexdigest()
    return f"teaching:{name}:{room.course.pk}:{seen}"


def _count(classrooms: list[Classroom], *, now: datetime) -> dict[int, Figures]:
    result = {room.course.pk: Figures(now) for room in classrooms}
    by_state = {state.name: Count("pk", filter=condition(state, now=now)) for state in State}
    found = Enrolment.objects.filter(enrolled_in(classrooms)).order_by().values("course", "current_lesson")
    rows: Any = found.annotate(**by_state)
    for row in rows:
        counted, lesson = result[row["course"]], row["current_lesson"]
        counted.by_state.update({state.value: row[state.name] for state in State})
        if lesson:
            counted.learning_at[lesson] += row[State.LEARNING.name]
            counted.stuck_at[lesson] += row[State.STUCK.name]
    return result
