"""Learners, courses and players for the tests of this room."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from college.courses.models import CoursePage, LessonPage
from college.people.models import User
from college.progress.actions import enrol
from college.progress.messages import WatchMessage
from college.progress.models import Enrolment
from college.progress.tokens import WatchToken
from college.progress.watching import Watched, record_watch
from media.models import Video
from tests.factories import CoursePageFactory, LessonPageFactory, UserFactory

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def a_video(duration: float = 83.4) -> Video:
    return Video.objects.create(
        title="讲解", file="videos/lesson.mp4", state=Video.State.READY, duration=duration, has_audio=True
    )


def a_course(*videos: float | None, **fields: object) -> CoursePage:
    """A course with a lesson for each length in seconds; None is a lesson to read."""
    course = CoursePageFactory(**fields)
    for duration in videos:
        LessonPageFactory(parent=course, video=a_video(duration) if duration else None)
    return course


def lessons_of(course: CoursePage) -> list[LessonPage]:
    return list(course.lessons())


def an_enrolment(course: CoursePage, learner: User | None = None) -> Enrolment:
    return enrol(learner=learner or UserFactory(), course=course)


class Player:
    """A page with a player, shown at `shown`; it reports what was played at a moment of its clock."""

    def __init__(self, enrolment: Enrolment, lesson: LessonPage, *, shown: datetime = MORNING) -> None:
        self.shown, self.client, self.number = shown, uuid4().hex, 0
        self.token = WatchToken(
            enrolment.pk, lesson.pk, lesson.video.pk, lesson.video.duration, issued=shown.timestamp()
        )

    def message(
        self, ranges: Sequence[tuple[float, float]], *, position: float | None = None, number: int | None = None
    ) -> WatchMessage:
        self.number += 1
        return WatchMessage(self.client, number or self.number, list(ranges), position)

    def plays(
        self,
        *ranges: tuple[float, float],
        after: float = 3600,
        position: float | None = None,
        number: int | None = None,
    ) -> Watched:
        """Report these ranges `after` seconds on the clock since the page was shown."""
        message = self.message(ranges, position=position, number=number)
        return record_watch(token=self.token, message=message, now=self.shown + timedelta(seconds=after))

    def body(self, ranges: object, **changes: object) -> dict[str, object]:
        """What it sends over the network."""
        self.number += 1
        message = {"token": self.token.sign(), "client": self.client, "seq": self.number, "ranges": ranges}
        return {**message, "position": 1.5, **changes}
