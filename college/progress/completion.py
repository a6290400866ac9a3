"""When a lesson and a course are complete. Completing happens once, keeps what it was called and by which version of
its rule it was judged, and no later edit takes it away.

Who was there when a lesson was taught has its video and its text behind them, on the teacher's word: that stands for
"watch" and "read", for no second of the video, and not for the quiz. The record then names the attendance as the rule.

The callers hold a transaction; signals go out after its commit. Locks are taken in this order: the row of progress,
then the enrolment.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from college.courses.models import CoursePage, LessonPage
from college.courses.terms import Terms, lesson_parts, lesson_terms, needed, package_rule
from college.progress import rules
from college.progress.models import Enrolment, LessonProgress
from college.progress.querysets import lessons_by_course
from college.progress.signals import course_completed, lesson_completed
from college.progress.watchmap import seconds_in
from college.quizzes.models import Attempt

if TYPE_CHECKING:
    from college.quizzes.querysets import AttemptQuerySet

Row = LessonProgress


def share_reached(covered: int, seconds: int, required_share: int) -> bool:
    """Whether so many of a video's seconds are the share (percent) a lesson asks for."""
    return covered * 100 >= required_share * seconds


def complete_lesson_if_earned(progress: Row | int, *, now: datetime) -> bool:
    """Complete the lesson when all its asked parts hold, and the course with it; whether the lesson is complete now.

    Whoever adds a part writes it first and asks then. The row is locked before looking, so that of two parts that come
    at the same moment, each in its own transaction, the second sees the first.
    """
    pk = progress if isinstance(progress, int) else progress.pk
    row = LessonProgress.objects.select_for_update(of=("self",)).get(pk=pk)
    if row.is_completed:
        return True
    lesson = LessonPage.objects.select_related("video", "quiz").get(pk=row.lesson_id)
    if missing(lesson, row, has_passed=has_passed(row, lesson)):
        return False
    _complete_lesson(row, lesson, now=now)
    complete_course_if_earned(row.enrolment_id, now=now)
    return True


def missing(lesson: LessonPage, row: Row | None, *, has_passed: bool) -> list[str]:
    """The parts of the lesson's rule that do not hold yet, among "watch", "package", "read", "quiz"."""
    lacking = missing_alone(lesson, row, has_passed=has_passed)
    if row and row.attended_at:
        return [part for part in lacking if is_proof(part, lesson_terms(lesson))]
    return lacking


def is_proof(part: str, asked: Terms) -> bool:
    """Whether this part of a rule shows what was learned, so that being there does not stand for it."""
    return part == "quiz" or (part == "package" and package_rule(asked) == LessonPage.PackageRule.PASSED)


def missing_alone(lesson: LessonPage, row: Row | None, *, has_passed: bool) -> list[str]:
    """The same for who was in no classroom."""
    asked = lesson_terms(lesson)
    holds = {
        "watch": asked["share"] is None or is_watched_enough(lesson, row, asked),
        "package": is_package_done(asked, row),
        "read": not asked["read"] or (row is not None and row.read_at is not None),
        "quiz": not asked["quiz"] or has_passed,
    }
    return [part for part, is_held in holds.items() if not is_held]


def is_package_done(asked: Terms, row: Row | None) -> bool:
    """Whether all holds that is asked of the lesson's package; of one that reports nothing, nothing is."""
    rule = package_rule(asked)
    if rule not in (LessonPage.PackageRule.COMPLETED, LessonPage.PackageRule.PASSED):
        return True
    if row is None or row.package_id != asked["package"]["id"]:
        return False
    is_passed = row.package_passed_at is not None
    return is_passed or (rule == LessonPage.PackageRule.COMPLETED and row.package_completed_at is not None)


def is_watched_enough(lesson: LessonPage, row: Row | None, asked: Terms) -> bool:
    video = lesson.video
    if row is None or not video or row.video_id != video.pk or not video.duration:
        return False
    return share_reached(row.covered, seconds_in(video.duration), asked["share"])


def has_passed(row: Row, lesson: LessonPage) -> bool:
    """Whether the learner has ever passed the quiz that the lesson asks for now."""
    if not (lesson.asks_quiz and lesson.quiz_id):
        return True
    return _passed(row, lesson).exists()


def _passed(row: Row, lesson: LessonPage) -> "AttemptQuerySet":
    passed: AttemptQuerySet = Attempt.objects.passed().filter(quiz=lesson.quiz_id)
    return passed.filter(learner__enrolments=row.enrolment_id)


def _complete_lesson(row: Row, lesson: LessonPage, *, now: datetime) -> None:
    version = rules.current(lesson)
    is_by_attendance = bool(missing_alone(lesson, row, has_passed=True))
    words = attended_words(lesson) if is_by_attendance else version.words
    LessonProgress.objects.filter(pk=row.pk).update(
        completed_at=now,
        updated_at=now,
        lesson_title=lesson.title,
        rule=words + older_mark(row, lesson),
        rule_version=version.number,
        is_by_attendance=is_by_attendance,
    )
    Enrolment.objects.filter(pk=row.enrolment_id).update(lessons_done=F("lessons_done") + 1, active_at=now)
    transaction.on_commit(lambda: lesson_completed.send_robust(LessonProgress, lesson_progress_id=row.pk))


def attended_words(lesson: LessonPage) -> str:
    """The rule as records keep it of a lesson that was completed by being there."""
    with override(settings.LANGUAGE_CODE):
        asked = lesson_terms(lesson)
        proofs = (words for part, words in lesson_parts(asked).items() if is_proof(part, asked))
        return _("，").join([_("课堂到课"), *proofs])


def older_mark(row: Row, lesson: LessonPage) -> str:
    """What is added to the rule's words, as records keep them, where the quiz was passed by a lower mark than today's.

    The words have no more than 300 signs: with these they are far from it.
    """
    if not (lesson.asks_quiz and lesson.quiz):
        return ""
    best = _passed(row, lesson).order_by("-score").values_list("score", "pass_mark").first()
    if best is None or best[0] >= lesson.quiz.pass_mark:
        return ""
    with override(settings.LANGUAGE_CODE):
        return _("（通过测验时 %(mark)s 分及格）") % {"mark": best[1]}


def complete_course_if_earned(enrolment_id: int, *, now: datetime) -> bool:
    """Complete the course when its rule holds; whether it is complete now.

    The enrolment is locked before looking: of two lessons completed at the same moment, each in its own transaction,
    the second to come here sees the first. NO KEY, so that rows of progress can be added meanwhile.
    """
    enrolments = Enrolment.objects.select_for_update(of=("self",), no_key=True).select_related("course")
    enrolment = enrolments.get(pk=enrolment_id)
    if enrolment.is_completed:
        return True
    lessons = lessons_by_course([enrolment.course])[enrolment.course_id]
    rows = list(enrolment.lessons.light())
    if not _has_all(enrolment.course, lessons, rows):
        return False
    _complete_course(enrolment, now=now)
    return True


def _has_all(course: CoursePage, lessons: list[LessonPage], rows: Iterable[Row]) -> bool:
    asked = needed(course, lessons)
    done = {row.lesson_id for row in rows if row.is_completed}
    is_done = bool(asked) and all(lesson.pk in done for lesson in asked)
    return is_done and seconds_covered(lessons, rows) >= course.minimum_hours * 3600


def seconds_covered(lessons: Iterable[LessonPage], rows: Iterable[Row]) -> int:
    """Of content: each video as far as it was played, once however many lessons show it, and the texts that were read
    and the packages that were completed at the editor's estimate. What was covered of a lesson that has since been
    taken away still counts."""
    videos: dict[int, int] = {}
    for row in rows:
        if row.video_id:
            videos[row.video_id] = max(row.covered, videos.get(row.video_id, 0))
    read = {row.lesson_id for row in rows if row.read_at or row.package_completed_at}
    return sum(videos.values()) + sum(lesson.reading_minutes * 60 for lesson in lessons if lesson.pk in read)


def _complete_course(enrolment: Enrolment, *, now: datetime) -> None:
    course, version = enrolment.course, rules.current(enrolment.course)
    kept: dict[str, Any] = {"course_title": course.title, "hours": course.hours}
    kept |= {"rule": version.words, "rule_version": version.number}
    Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=now, **kept)
    transaction.on_commit(lambda: course_completed.send_robust(Enrolment, enrolment_id=enrolment.pk))
