"""What the home page shows of the courses."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest

from cms.panels import Panel
from college.courses.cards import as_cards
from college.courses.hooks import course_states
from college.courses.models import CoursePage, Programme, ProgrammeIndexPage

NEWEST = 3


class ProgrammesPanel(Panel):
    """The branches of the college, each one large character."""

    template_name = "courses/_programmes.html"
    place, order = "courses", 10

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        counted = Programme.objects.annotate(course_count=Count("courses", filter=Q(courses__live=True)))
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
        courses = as_cards(CoursePage.objects.live().public().newest()[:NEWEST])
        return {"courses": courses, "states": course_states(self.request, courses), "request": self.request}
