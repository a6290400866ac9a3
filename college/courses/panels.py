"""What pages show of the courses: the home page, and a lesson below its player."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from cms.editions import per_edition
from cms.panels import Panel
from college.courses.cards import as_cards
from college.courses.hooks import course_states
from college.courses.in_video import place_of
from college.courses.models import CoursePage, LessonPage, Programme, ProgrammeIndexPage, VideoQuestion
from college.quizzes.in_video import answered_by
from media.clock import clock

NEWEST = 3


class ProgrammesPanel(Panel):
    """The branches of the college, each one large character."""

    template_name = "courses/_programmes.html"
    place, order = "courses", 10

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        shown = CoursePage.objects.live().in_language(get_language())
        counted = Programme.objects.annotate(course_count=Count("courses", filter=Q(courses__in=shown.values("pk"))))
        return {
            "programmes": counted.order_by("order", "name"),
            "catalogue": ProgrammeIndexPage.objects.live().first(),
        }


class NewestCoursesPanel(Panel):
    template_name = "courses/_newest.html"
    place, order = "courses", 20

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        courses = as_cards(CoursePage.objects.live().public().in_language(get_language()).newest()[:NEWEST])
        return {"courses": courses, "states": course_states(self.request, courses), "request": self.request}


class VideoQuestionsPanel(Panel):
    """Below a lesson's player: the questions it stops for."""

    template_name = "courses/_video_questions.html"
    place, order = "player", 200

    def __init__(self, request: HttpRequest, lesson: LessonPage) -> None:
        self.request, self.lesson = request, lesson

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        asked = asked_in(self.lesson.pk)
        answered = answered_by(
            self.request.user, [question for _, question, _ in asked], place=place_of(self.lesson.pk)
        )
        return {
            "questions": [
                {
                    "url": reverse("lessons:question", args=[self.lesson.pk, question]),
                    "second": second,
                    "clock": clock(second),
                    "text": text,
                    "is_answered": question in answered,
                }
                for second, question, text in asked
            ]
        }


@per_edition
def asked_in(lesson: int) -> tuple[tuple[int, int, str], ...]:
    """Second, key and text of each question in a lesson's video."""
    placed = VideoQuestion.objects.filter(lesson=lesson).order_by("second", "sort_order")
    return tuple(placed.values_list("second", "question", "question__text"))
