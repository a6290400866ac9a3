"""Lessons that teach characters, and people who learned some."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from college.courses.models import LessonPage
from college.literacy.actions import learn
from college.literacy.models import LearnedCharacter
from college.people.models import User
from tests.factories import CoursePageFactory, LessonPageFactory


def a_lesson(characters: str, **fields: Any) -> LessonPage:
    """Open to everybody; with `details=` as an editor wrote them."""
    details = fields.pop("details", [])
    parent = fields.pop("parent", None) or CoursePageFactory(access="public")
    body = [("characters", {"characters": characters, "details": details})]
    return LessonPageFactory(parent=parent, body=body, **fields)


def learned(learner: User, characters: str, *, days_ago: int = 40) -> list[LearnedCharacter]:
    """So long ago that they are due."""
    now = timezone.now() - timedelta(days=days_ago)
    return [learn(learner=learner, char=char, now=now) for char in characters]
