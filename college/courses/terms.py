"""What it takes to complete a lesson and a course: `terms` as data, so that a change can be seen, and their words."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from math import ceil
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from college.courses.moments import day_of
from media.models import Video

if TYPE_CHECKING:
    from college.courses.models import CoursePage, LessonPage

Terms = dict[str, Any]
DATES = ["available_from", "available_until", "go_live_at", "expire_at", "expired"]
"""Fields of a course or lesson that belong to when it is given: a copy, which is for another time, begins without."""


def is_watched(lesson: "LessonPage") -> bool:
    """Whether the lesson has a video to watch, now or as soon as it is prepared."""
    return lesson.video is not None and lesson.video.state != Video.State.FAILED


def is_read(lesson: "LessonPage") -> bool:
    """After a video where the editor says so; without one always, save where a quiz or a package is all there is. A
    package that reports nothing is read like a text."""
    if asks_package(lesson) and lesson.package_rule == lesson.PackageRule.SEEN:
        return True
    if is_watched(lesson):
        return lesson.asks_reading
    return not (asks_quiz(lesson) or asks_package(lesson)) or bool(lesson.body)


def asks_quiz(lesson: "LessonPage") -> bool:
    return lesson.asks_quiz and lesson.quiz_id is not None


def asks_package(lesson: "LessonPage") -> bool:
    return lesson.package_id is not None


def lesson_terms(lesson: "LessonPage") -> Terms:
    """`share` in percent of the video, `read`, `quiz` with its pass mark in percent, and when the lesson is open; where
    there is a `package`, how it counts."""
    quiz = {"id": lesson.quiz_id, "pass_mark": lesson.quiz.pass_mark} if lesson.quiz and asks_quiz(lesson) else None
    share = lesson.required_share if is_watched(lesson) else None
    package = {"package": {"id": lesson.package_id, "rule": str(lesson.package_rule)}} if asks_package(lesson) else {}
    return {"share": share, "read": is_read(lesson), "quiz": quiz, **package, **_open_times(lesson)}


def package_rule(terms: Terms) -> str:
    """ "" where there is none, else one of `LessonPage.PackageRule`."""
    return terms["package"]["rule"] if "package" in terms else ""


def course_terms(course: "CoursePage", lessons: "Iterable[LessonPage]") -> Terms:
    """`asked`: the lessons that must be completed, of the live `lessons`; `hours` of content to cover, "" for none."""
    asked = needed(course, lessons)
    hours = f"{course.minimum_hours.normalize():f}" if course.minimum_hours else ""
    return {
        "asked": [lesson.pk for lesson in asked] if course.is_in_order else sorted(lesson.pk for lesson in asked),
        "chosen": course.completion_rule == course.CompletionRule.REQUIRED,
        "hours": hours,
        "in_order": course.is_in_order,
        **_open_times(course),
    }


def needed(course: "CoursePage", lessons: "Iterable[LessonPage]") -> "list[LessonPage]":
    """Those of the lessons that the course's rule asks for: all, where none is marked, or nobody could complete it."""
    lessons = list(lessons)
    wants_all = course.completion_rule == course.CompletionRule.ALL
    return lessons if wants_all else list(filter(attrgetter("is_required"), lessons)) or lessons


def content_seconds(lessons: "Iterable[LessonPage]") -> int:
    """How much there is to cover: each video once, and the texts and packages that are asked for at the editor's
    estimate."""
    lessons = list(lessons)
    videos = {lesson.video_id: ceil(lesson.video.duration or 0) for lesson in lessons if lesson.video}
    return sum(videos.values()) + sum(lesson.reading_minutes * 60 for lesson in lessons if is_estimated(lesson))


def is_estimated(lesson: "LessonPage") -> bool:
    """Whether the editor's estimate of minutes counts as content."""
    return is_read(lesson) or asks_package(lesson)


def words(terms: Terms) -> str:
    """As a person reads them, in the language in use, e.g. “视频看过 90 %，正文读到末尾，测验得 60 分以上”."""
    parts = course_parts(terms) if "asked" in terms else list(lesson_parts(terms).values())
    return _("，").join([*parts, *_open_words(terms)])


def lesson_parts(terms: Terms) -> dict[str, str]:
    """What a lesson asks, part by part: `watch`, `package`, `read`, `quiz`."""
    parts, package = {}, package_rule(terms)
    if terms["share"] is not None:
        parts["watch"] = _("视频看过 %(share)s %%") % terms
    if package in ("completed", "passed"):
        parts["package"] = _("课件学完") if package == "completed" else _("课件通过")
    if terms["read"]:
        parts["read"] = _("课件看到末尾") if package == "seen" else _("正文读到末尾")
    if terms["quiz"]:
        parts["quiz"] = _("测验得 %(pass_mark)s 分以上") % terms["quiz"]
    return parts


def course_parts(terms: Terms) -> list[str]:
    count = {"count": len(terms["asked"])}
    parts = [_("学完必学的 %(count)s 课") % count if terms["chosen"] else _("学完全部 %(count)s 课") % count]
    if terms["hours"]:
        parts.append(_("至少学满 %(hours)s 小时的内容") % terms)
    if terms["in_order"]:
        parts.append(_("按次序一课一课学"))
    return parts


def _open_times(page: "LessonPage | CoursePage") -> Terms:
    return {"from": _as_text(page.available_from), "until": _as_text(page.available_until)}


def _as_text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _open_words(terms: Mapping[str, Any]) -> list[str]:
    opens, closes = (parse_datetime(terms[name]) if terms[name] else None for name in ("from", "until"))
    found = []
    if opens:
        found.append(_("从%(day)s起可以学") % {"day": day_of(opens)})
    if closes:
        found.append(_("到%(day)s为止") % {"day": day_of(closes, is_end=True)})
    return found
