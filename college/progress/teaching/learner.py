"""All that one learner did in a course, as their teacher reads it."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from college.courses.hours import plain
from college.courses.models import LessonPage
from college.progress import watchmap
from college.progress.models import Enrolment, HourCredit, LessonProgress, Note
from college.progress.querysets import ONLY_REFUSED
from college.progress.teaching.content import Content
from college.quizzes.asked import Asked
from college.quizzes.models import Attempt, Response
from media.clock import clock

ATTEMPTS = 20
NOTES = 50
"""The newest of them are shown."""


@dataclass
class LessonRow:
    lesson: LessonPage
    number: int | None
    """Its place in the course; None when it is no longer there."""
    progress: LessonProgress | None
    hours: str
    """Credited; empty when there are none."""
    quiz_title: str

    @property
    def title(self) -> str:
        return self.lesson.title or (self.progress.lesson_title if self.progress else "")

    @property
    def seconds(self) -> int:
        """Of its video, as the learner saw it."""
        video = self.lesson.video
        is_same = self.progress is None or self.progress.video_id in (None, self.lesson.video_id)
        return watchmap.seconds_in(video.duration) if video and video.duration and is_same else 0

    @property
    def covered(self) -> str:
        return clock(self.progress.covered) if self.progress else ""

    @property
    def length(self) -> str:
        return clock(self.seconds)

    @property
    def percent(self) -> int:
        return self.progress.covered * 100 // self.seconds if self.progress and self.seconds else 0

    @property
    def watched(self) -> str:
        return self._strip(self.progress.watched) if self.progress else ""

    @property
    def replayed(self) -> str:
        return self._strip(self.progress.replayed) if self.progress else ""

    @property
    def stopped_at(self) -> str:
        is_within = self.progress and self.seconds and 0 < self.progress.position < self.seconds - 1
        return clock(self.progress.position) if self.progress and is_within else ""

    def _strip(self, map_: bytes | memoryview) -> str:
        """The seconds of a map as boxes of an SVG as wide as the video is long, and 1 high."""
        ranges = watchmap.ranges_of(watchmap.from_bytes(map_)) if self.seconds else []
        return "".join(f"M{start} 0H{end}V1H{start}Z" for start, end in ranges)


@dataclass
class Tried:
    attempt: Attempt

    @property
    def answers(self) -> list[tuple[Response, Asked]]:
        """What was shown, as it was, and what was answered; without its sounds and videos."""
        return [(each, Asked(each.shown, each.answer, clips={})) for each in self.attempt.responses.all()]


@dataclass
class Learning:
    """Each part is read when the page shows it; the queries do not grow with what was done."""

    enrolment: Enrolment
    content: Content

    @cached_property
    def lessons(self) -> list[LessonRow]:
        progress = self._progress
        known = {lesson.pk for lesson in self.content.lessons}
        rows = [self._row(lesson, progress.get(lesson.pk)) for lesson in self.content.lessons]
        return rows + [self._row(each.lesson, each) for each in progress.values() if each.lesson_id not in known]

    def _row(self, lesson: LessonPage, progress: LessonProgress | None) -> LessonRow:
        quizzes = {quiz.pk: quiz.title for quiz in self.content.quizzes}
        number = self.content.numbers.get(lesson.pk)
        hours = self._hours_by_lesson.get(lesson.pk)
        return LessonRow(lesson, number, progress, plain(hours) if hours else "", quizzes.get(lesson.quiz_id or 0, ""))

    @cached_property
    def _progress(self) -> dict[int, LessonProgress]:
        found = LessonProgress.objects.filter(enrolment=self.enrolment).select_related("lesson__video")
        found = found.defer("lesson__body").annotate(is_begun=~ONLY_REFUSED).order_by("lesson__path")
        return {each.lesson_id: each for each in found}

    @property
    def done(self) -> int:
        return sum(row.progress is not None and row.progress.is_completed for row in self.lessons)

    @property
    def refused(self) -> int:
        return sum(row.progress.refused for row in self.lessons if row.progress)

    @cached_property
    def credits(self) -> list[HourCredit]:
        return list(HourCredit.objects.filter(enrolment=self.enrolment))

    @cached_property
    def hours(self) -> str:
        return plain(sum((credit.hours for credit in self.credits), Decimal(0)))

    @property
    def ledger(self) -> list[tuple[HourCredit, str]]:
        """Each with its hours as people write them."""
        return [(credit, plain(credit.hours)) for credit in self.credits]

    @cached_property
    def _hours_by_lesson(self) -> dict[int | None, Decimal]:
        hours: dict[int | None, Decimal] = defaultdict(Decimal)
        for credit in self.credits:
            hours[credit.lesson_id] += credit.hours
        return hours

    @cached_property
    def attempts(self) -> list[Tried]:
        """At the quizzes of this course, newest first."""
        found = Attempt.objects.filter(learner=self.enrolment.learner_id, quiz__in=self.content.quizzes)
        return [Tried(attempt) for attempt in found.prefetch_related("responses")[:ATTEMPTS]]

    @cached_property
    def notes(self) -> list[Note]:
        return list(self.enrolment.notes.select_related("author")[:NOTES])
