from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate

from cms.panels import Panel
from college.courses.characters import taught_in, teaches_characters
from college.courses.models import LessonPage
from college.literacy.models import LearnedCharacter
from college.literacy.views.reviewing import AT_ONCE


class WritePanel(Panel):
    """On a lesson that teaches characters: the way to writing them step by step."""

    template_name = "literacy/_lesson.html"
    place, order = "after", 5

    def __init__(self, lesson: LessonPage) -> None:
        self.lesson = lesson

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"lesson": self.lesson, "chars": "".join(each.char for each in taught_in(self.lesson))}


class DuePanel(Panel):
    """On a learner's first page: today's review."""

    template_name = "literacy/_today.html"
    place, order = "today", 10

    def __init__(self, count: int) -> None:
        self.count = count

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"count": self.count}


def lesson_panels(request: HttpRequest, page: LessonPage) -> list[Panel]:
    return [WritePanel(page)] if teaches_characters(page) else []


def my_sections(request: HttpRequest) -> list[Panel]:
    """Says of a pile only as many as a sitting has."""
    count = LearnedCharacter.objects.of(request.user).due(localdate())[:AT_ONCE].count()
    return [DuePanel(count)] if count else []
