"""Rules, courses that count and learners who watch."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from college.courses.models import CoursePage, HourPolicy, HourRule, LessonPage
from college.progress.actions import enrol
from college.progress.models import Enrolment, HourCredit, LessonProgress
from college.progress.watchmap import of_ranges, to_bytes
from tests.factories import LessonPageFactory
from tests.progress.cast import a_course

FIRST = date(2026, 1, 1)
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
"""Of 23 November in China."""

BANDS = [{"minutes": 30, "hours": 1}, {"minutes": 15, "hours": 0.5}, {"minutes": 0, "hours": 0.25}]
"""One province's, as facts.md has them: 30 minutes or more = 1, 15 to 30 = 0.5, less = 0.25."""


def a_rule(basis: str = "minutes", *, policy: HourPolicy | None = None, **fields: Any) -> HourRule:
    policy = policy or HourPolicy.objects.create(name=f"规则{HourPolicy.objects.count()}")
    fields = {"valid_from": FIRST, "source": "试行办法第三条", **fields}
    if basis == "lesson":
        fields.setdefault("bands", BANDS)
    return HourRule.objects.create(policy=policy, version=policy.versions.count() + 1, basis=basis, **fields)


def counting(rule: HourRule, *videos: float | None, **fields: Any) -> CoursePage:
    """A course that counts by the rule, with a lesson for each length in seconds; None is a lesson to read."""
    return a_course(*videos, hour_policy=rule.policy, **fields)


def another_lesson(rule: HourRule, lesson: LessonPage) -> LessonPage:
    """With the same video, in another course that counts."""
    return LessonPageFactory(parent=counting(rule), video=lesson.video)


def watched(
    enrolment: Enrolment, lesson: LessonPage, *ranges: tuple[int, int], at: datetime = NOON, is_done: bool = False
) -> LessonProgress:
    """The row after these seconds of its video were played, by `at`; begun an hour before unless it was before that."""
    row = LessonProgress.objects.get_or_create(enrolment=enrolment, lesson=lesson)[0]
    if not row.covered:
        LessonProgress.objects.filter(pk=row.pk).update(opened_at=at - timedelta(hours=1))
    if lesson.video:
        map_ = int.from_bytes(bytes(row.watched), "little") | of_ranges(ranges, lesson.video.duration)
        changes = {"video": lesson.video, "watched": to_bytes(map_), "covered": map_.bit_count()}
        LessonProgress.objects.filter(pk=row.pk).update(**changes)
    if is_done:
        LessonProgress.objects.filter(pk=row.pk).update(completed_at=at, lesson_title=lesson.title)
    LessonProgress.objects.filter(pk=row.pk).update(updated_at=at)
    row.refresh_from_db()
    return row


def enrolled(learner: Any, lesson: LessonPage) -> Enrolment:
    return enrol(learner=learner, course=lesson.course)


def hours_of(learner: Any) -> list[str]:
    """The ledger in the order it was written."""
    return [
        str(hours)
        for hours in HourCredit.objects.filter(learner=learner).order_by("pk").values_list("hours", flat=True)
    ]
