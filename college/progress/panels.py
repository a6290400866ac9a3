from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import timezone

from cms.panels import Panel
from college.courses.models import CoursePage, LessonPage
from college.courses.terms import lesson_parts, lesson_terms, package_rule
from college.progress.actions import playable_video
from college.progress.completion import missing
from college.progress.standing import Standing, resume_at
from college.progress.tokens import WatchToken
from college.quizzes.cards import QuizCard, quiz_card
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
        self,
        request: HttpRequest,
        lesson: LessonPage,
        video: Video,
        standing: Standing,
        *,
        now: float,
        is_all: bool,
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
            is_all=is_all,
            **after_lesson(lesson, standing),
        )


class StillPanel(ProgressPanel):
    """On a lesson that asks more than one thing: what is missing, and where on the page that is done."""

    template_name = "progress/_still.html"
    order = 150
    anchors = {"package": "package", "read": "read-to-end", "quiz": "quiz"}

    def __init__(self, request: HttpRequest, lacking: Collection[str], words: Mapping[str, str], *, place: str) -> None:
        parts = [{"key": key, "words": words[key], "anchor": self.anchors.get(key)} for key in lacking]
        super().__init__(request, place, parts=parts)


class AttendedPanel(ProgressPanel):
    """On a lesson that was attended: that it is remembered, and when."""

    template_name = "progress/_attended.html"
    order = 10

    def __init__(self, request: HttpRequest, attended_at: datetime) -> None:
        super().__init__(request, "before", attended_at=attended_at)


class ReadPanel(ProgressPanel):
    """At the end of a text: the learner's own word that it was read. Where all that a rule asks is there though nobody
    has noticed, as when a date has opened a lesson whose quiz was passed before, a word that it is done."""

    template_name = "progress/_read.html"
    order = 10

    def __init__(self, request: HttpRequest, lesson: LessonPage, *, is_asked: bool, is_read: bool) -> None:
        is_package = package_rule(lesson_terms(lesson)) == LessonPage.PackageRule.SEEN
        super().__init__(request, "after", lesson=lesson, is_asked=is_asked, is_read=is_read, is_package=is_package)


class QuizPanel(ProgressPanel):
    template_name = "progress/_quiz.html"
    order = 20

    def __init__(self, request: HttpRequest, lesson: LessonPage, card: QuizCard) -> None:
        super().__init__(request, "after", lesson=lesson, card=card)


class DonePanel(ProgressPanel):
    """On a lesson that was not watched: that it is done, and what comes next. A package may complete it while the page
    is open."""

    template_name = "progress/_lesson_done.html"
    order = 30

    def __init__(self, request: HttpRequest, lesson: LessonPage, standing: Standing) -> None:
        super().__init__(request, "after", **after_lesson(lesson, standing))


def panels_of_lesson(request: HttpRequest, lesson: LessonPage, standing: Standing) -> list[Panel]:
    """What a learner does on a lesson, and how far that is; with a quiz two queries more than without."""
    now, row = timezone.now(), standing.progress.get(lesson.pk)
    video, is_done = _video_shown(request, lesson), standing.is_done(lesson)
    card = quiz_card(lesson.quiz, request.user, now) if lesson.quiz else None
    words = lesson_parts(lesson_terms(lesson))
    lacking = [] if is_done else missing(lesson, row, has_passed=card is not None and card.is_passed)
    found: list[Panel] = []
    was_there = row is not None and row.attended_at is not None
    if row and row.attended_at:
        found.append(AttendedPanel(request, row.attended_at))
    if video:
        found.append(WatchPanel(request, lesson, video, standing, now=now.timestamp(), is_all=list(words) == ["watch"]))
    if lacking and len(words) > 1:
        found.append(StillPanel(request, lacking, words, place="player" if video else "before"))
    if not is_done and (("read" in words and not was_there) or not lacking):
        found.append(
            ReadPanel(request, lesson, is_asked="read" in words, is_read="read" not in lacking and bool(lacking))
        )
    if card:
        found.append(QuizPanel(request, lesson, card))
    if (is_done or "package" in words) and not video:
        found.append(DonePanel(request, lesson, standing))
    return found


def _video_shown(request: HttpRequest, lesson: LessonPage) -> Video | None:
    """None also where the video is kept for others: who may not watch it has nothing to report."""
    return playable_video(lesson) if lesson.is_video_shown_to(request) else None


def after_lesson(lesson: LessonPage, standing: Standing) -> dict[str, Any]:
    return {
        "is_done": standing.is_done(lesson),
        "is_course_done": standing.enrolment.is_completed,
        "next_lesson": standing.after(lesson),
    }
