from collections.abc import Sequence
from typing import Any, cast

from django.http import HttpRequest
from django.utils.timezone import localdate

from cms.panels import Panel
from cms.remembering import once_a_day
from college.courses.characters import TaughtCharacter, taught_in, teaches_characters
from college.courses.models import LessonPage
from college.literacy.letters.page import Pinyin
from college.literacy.models import LearnedCharacter
from college.literacy.views.reviewing import AT_ONCE
from college.people.models import User


class WritePanel(Panel):
    """On a lesson that teaches characters: the way to writing them step by step."""

    template_name = "literacy/_lesson.html"
    place, order = "after", 5

    def __init__(self, lesson: LessonPage, taught: Sequence[TaughtCharacter]) -> None:
        self.lesson, self.taught = lesson, taught

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"lesson": self.lesson, "chars": "".join(each.char for each in self.taught)}


class CaptionsPanel(Panel):
    """On a lesson with a video: pinyin over its transcript, for whoever wants it."""

    template_name = "literacy/_captions.html"
    place, order = "player", 210

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"choices": Pinyin.choices}


class DuePanel(Panel):
    """On a learner's first page: today's review."""

    template_name = "literacy/_today.html"
    place, order = "today", 10

    def __init__(self, count: int) -> None:
        self.count = count

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"count": self.count}


def lesson_panels(request: HttpRequest, page: LessonPage) -> list[Panel]:
    taught = taught_in(page) if teaches_characters(page) else []
    write = [WritePanel(page, taught)] if taught else []
    return [CaptionsPanel(), *write] if page.video_id else [*write]


def my_sections(request: HttpRequest) -> list[Panel]:
    """Says of a pile only as many as a sitting has. What is learned or answered comes back on another day."""
    learner = cast(User, request.user)
    count = len(once_a_day("characters", learner.pk, lambda: _due(learner)))
    return [DuePanel(count)] if count else []


def _due(learner: User) -> list[LearnedCharacter]:
    return list(LearnedCharacter.objects.of(learner).due(localdate()).only("pk")[:AT_ONCE])
