"""Learners with a package, and the page that reports for it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from college.courses.models import LessonPage
from college.progress.courseware.messages import Report
from college.progress.courseware.reporting import Reported, record_report
from college.progress.courseware.tokens import ReportToken
from college.progress.models import Enrolment, PackageItem
from tests.factories import LessonPageFactory
from tests.packages.making import a_package
from tests.progress.cast import an_enrolment

SHOWN = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
Stands = dict[str, str]


def a_lesson(content: bytes | None = None, **fields: Any) -> LessonPage:
    lesson: LessonPage = LessonPageFactory(package=a_package(content), **fields)
    return lesson


class Stage:
    """A lesson page that was shown at `shown` and opens a part of the lesson's package."""

    def __init__(self, enrolment: Enrolment, lesson: LessonPage, *, shown: datetime = SHOWN) -> None:
        self.enrolment, self.lesson, self.shown = enrolment, lesson, shown
        self.token = ReportToken(enrolment.pk, lesson.pk, lesson.package_id or 0, issued=shown.timestamp())
        self.client, self.number, self.item = "", 0, ""

    def opens(self, item: str = "SCO1", *, after: float = 10) -> Stands:
        self.client, self.number, self.item = uuid4().hex, 0, item
        return self._send({}, after=after, opens=True).values or {}

    def says(self, after: float = 60, *, finished: bool = False, number: int | None = None, **values: str) -> Reported:
        """Names of elements are written with double underscores; `status` and `raw` for short."""
        self.number = number or self.number + 1
        return self._send({name_of(key): value for key, value in values.items()}, after=after, finished=finished)

    def _send(self, values: Stands, *, after: float, finished: bool = False, opens: bool = False) -> Reported:
        report = Report(self.token.sign(), self.item, self.client, self.number, opens, values, finished)
        return record_report(token=self.token, report=report, now=self.shown + timedelta(seconds=after))

    @property
    def row(self) -> PackageItem:
        return PackageItem.objects.get(progress__enrolment=self.enrolment, key=self.item)


SHORT = {
    "status": "core.lesson_status",
    "raw": "core.score.raw",
    "place": "core.lesson_location",
    "time": "core.session_time",
    "exit": "core.exit",
}


def name_of(key: str) -> str:
    return "cmi." + SHORT.get(key, key.replace("__", "."))


def a_stage(content: bytes | None = None, **fields: Any) -> Stage:
    lesson = a_lesson(content, **fields)
    return Stage(an_enrolment(lesson.course), lesson)
