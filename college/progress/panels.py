from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token

from cms.panels import Panel
from college.courses.models import CoursePage, LessonPage
from college.progress.standing import Standing, resume_at
from college.progress.tokens import WatchToken
from media.models import Video


class ProgressPanel(Panel):
    """A panel that may hold a form and links to pages; subclasses say what else it shows."""

    def __init__(self, request: HttpRequest, place: str, **shown: Any) -> None:
        self.request, self.place, self.shown = request, place, shown

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        panels = parent_context.get("panels", {}) if parent_context else {}
        return {"request": self.request, "csrf_token": get_token(self.request), "panels": panels, **self.shown}


class ContinuePanel(ProgressPanel):
    """On the first page: the course to go on with."""

    template_name = "progress/_continue.html"

    def __init__(self, request: HttpRequest, standing: Standing) -> None:
        super().__init__(request, "continue", standing=standing)


class CourseActionPanel(ProgressPanel):
    """On a course: enrol, go on, or when it was completed."""

    template_name = "progress/_course_action.html"

    def __init__(self, request: HttpRequest, course: CoursePage, standing: Standing | None) -> None:
        super().__init__(request, "action", course=course, standing=standing)


class EnrolFirstPanel(ProgressPanel):
    """On a lesson, for who is not enrolled: what enrolling is good for."""

    template_name = "progress/_enrol_first.html"

    def __init__(self, request: HttpRequest, lesson: LessonPage) -> None:
        super().__init__(request, "before", lesson=lesson, course=lesson.get_parent())


class WatchPanel(ProgressPanel):
    """On a lesson with a video: what the player needs to report, and how far the learner is."""

    template_name = "progress/_watch.html"

    def __init__(
        self, request: HttpRequest, lesson: LessonPage, video: Video, standing: Standing, *, now: float
    ) -> None:
        duration = video.duration or 0.0
        token = WatchToken(standing.enrolment.pk, lesson.pk, video.pk, duration, issued=now)
        super().__init__(
            request,
            "player",
            token=token.sign(),
            lesson=lesson,
            duration=duration,
            position=resume_at(standing.progress.get(lesson.pk), lesson),
            percent=standing.percent(lesson),
            **after_lesson(lesson, standing),
        )


class ReadPanel(ProgressPanel):
    """At the end of a lesson without a video: the learner's own word that it was read, and what comes next."""

    template_name = "progress/_read.html"

    def __init__(self, request: HttpRequest, lesson: LessonPage, standing: Standing) -> None:
        super().__init__(request, "after", lesson=lesson, **after_lesson(lesson, standing))


def after_lesson(lesson: LessonPage, standing: Standing) -> dict[str, Any]:
    return {
        "is_done": standing.is_done(lesson),
        "is_course_done": standing.enrolment.is_completed,
        "next_lesson": standing.after(lesson),
    }
