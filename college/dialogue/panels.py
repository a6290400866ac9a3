from collections.abc import Sequence
from typing import cast

from django.http import HttpRequest

from cms.panels import Panel
from cms.remembering import until_told
from college.courses.models import LessonPage
from college.dialogue.actions import ANSWERS
from college.dialogue.forms import AskForm
from college.dialogue.models import Question
from college.people.models import User
from college.progress.gates import is_open
from college.progress.panels import ProgressPanel
from college.progress.standing import standing_at

ON_A_LESSON = 5
TODAY = 3
"""The newest are shown; all are on their own page."""


class AskPanel(ProgressPanel):
    """On a lesson: what the learner asked there, what was answered, and where to ask."""

    template_name = "dialogue/_lesson.html"
    order = 40

    def __init__(self, request: HttpRequest, lesson: LessonPage, asked: Sequence[Question]) -> None:
        super().__init__(request, "after", lesson=lesson, asked=asked, form=AskForm())


class AnsweredPanel(ProgressPanel):
    """On a learner's first page: what was answered and not yet put away."""

    template_name = "dialogue/_today.html"
    order = 5

    def __init__(self, request: HttpRequest, answered: Sequence[Question]) -> None:
        super().__init__(request, "today", answered=answered)


def lesson_panels(request: HttpRequest, page: LessonPage) -> list[Panel]:
    """For who takes the course. One query, and another where something was asked."""
    standing = standing_at(request, page)
    if standing is None or not is_open(standing, page):
        return []
    asked = Question.objects.filter(enrolment=standing.enrolment.pk, lesson=page).with_messages()
    return [AskPanel(request, page, list(asked[:ON_A_LESSON]))]


def my_sections(request: HttpRequest) -> list[Panel]:
    """Most have none; teachers who answer say so (`actions.say`)."""
    learner = cast(User, request.user)
    answered = until_told(
        ANSWERS, learner.pk, lambda: list(Question.objects.of(learner).answered().with_messages()[:TODAY])
    )
    return [AnsweredPanel(request, answered)] if answered else []
