from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from college.courses.models import LessonPage
from college.literacy import memory
from college.literacy.memory import Memory
from college.literacy.models import LearnedCharacter, ReadingGoal, Review

if TYPE_CHECKING:
    from college.people.models import User


@transaction.atomic
def learn(
    *, learner: "User", char: str, lesson: LessonPage | None = None, now: datetime | None = None
) -> LearnedCharacter:
    """Once: who writes a character again keeps what is known of it."""
    now = now or timezone.now()
    learned, _is_new = LearnedCharacter.objects.get_or_create(
        learner=learner,
        char=char,
        defaults={
            "learned_at": now,
            "lesson": lesson,
            "lesson_title": lesson.title if lesson else "",
            **asdict(memory.first(now)),
        },
    )
    return learned


@transaction.atomic
def review(*, learned: LearnedCharacter, knows: bool, now: datetime | None = None) -> LearnedCharacter:
    """Counts the answer, unless the character is not due: then it was answered before, by a second tap."""
    now = now or timezone.now()
    locked = LearnedCharacter.objects.select_for_update().get(pk=learned.pk)
    if locked.due_on > localdate(now):
        return locked
    before = Memory(locked.stability, locked.difficulty, locked.reviewed_at, locked.due_on)
    for field, value in asdict(memory.after(before, knows=knows, now=now)).items():
        setattr(locked, field, value)
    locked.is_known = knows
    locked.save()
    Review.objects.create(learned=locked, knows=knows, at=now)
    return locked


def choose_goal(*, learner: "User", characters: int) -> ReadingGoal:
    goal, _is_new = ReadingGoal.objects.update_or_create(learner=learner, defaults={"characters": characters})
    return goal
