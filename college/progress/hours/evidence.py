"""From what an entry of the ledger was credited: kept with it as data, and read as a sentence.

Keys: `course`, `lesson` titles; `covered` of `of` seconds; `ranges` of seconds that count with this entry, [first,
after the last]; `from`, `until`, `read` (of the text), `attended` (where that completed the lesson) dates; `quiz` its
title, `passed` the date; `lessons`, `quizzes` a course's titles; `taken` hours that the same content was credited
before; `elsewhere` hours of content that counts with another whole course; `earned` and `cap` hours where the day's cap
left some out; `corrects` an entry's number, `withdrawn` with a mistaken attendance.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from college.courses.hours import plain
from college.progress import watchmap
from college.progress.models import Enrolment, HourCredit, LessonProgress

Evidence = dict[str, Any]


def of_minutes(row: LessonProgress, paid: int) -> Evidence:
    ranges = [list(stretch) for stretch in watchmap.ranges_of(paid)]
    return {**_of_row(row), "ranges": ranges, "until": _day(row.updated_at)}


def of_lesson(row: LessonProgress, *, taken: Decimal) -> Evidence:
    """A lesson counts as a whole, and so does its video."""
    found = {**_of_row(row), "until": _day(row.completed_at), **_taken(taken)}
    if row.video_id and found["of"]:
        found["ranges"] = [[0, found["of"]]]
    if row.read_at:
        found["read"] = _day(row.read_at)
    if row.is_by_attendance:
        found["attended"] = _day(row.attended_at)
    return found | _quiz(row)


def of_course(enrolment: Enrolment, rows: Iterable[LessonProgress], *, taken: Decimal, elsewhere: Decimal) -> Evidence:
    done = [row for row in rows if row.completed_at]
    return {
        "course": enrolment.course_title,
        "lessons": [row.lesson_title for row in done],
        "quizzes": [row.lesson.quiz.title for row in done if row.quiz_passed_at and row.lesson.quiz],
        "from": _day(enrolment.enrolled_at),
        "until": _day(enrolment.completed_at),
        **_taken(taken),
        **({"elsewhere": str(elsewhere)} if elsewhere else {}),
    }


def _of_row(row: LessonProgress) -> Evidence:
    """`of` is 0 where there is no video."""
    of = watchmap.seconds_in(row.video.duration) if row.video and row.video.duration else 0
    return {
        "course": row.enrolment.course.title,
        "lesson": row.lesson.title,
        "covered": row.covered,
        "of": of,
        "from": _day(row.opened_at),
    }


def _quiz(row: LessonProgress) -> Evidence:
    if not (row.quiz_passed_at and row.lesson.quiz):
        return {}
    return {"quiz": row.lesson.quiz.title, "passed": _day(row.quiz_passed_at)}


def _taken(hours: Decimal) -> Evidence:
    return {"taken": str(hours)} if hours else {}


def _day(moment: datetime | None) -> str | None:
    return localdate(moment).isoformat() if moment else None


def words(credit: HourCredit) -> str:
    """What an entry rests on, as a person reads it, in the language in use."""
    if credit.reason:
        return _("更正：%(reason)s") % {"reason": credit.reason}
    kept = credit.evidence
    parts = _course_words(kept) if "lessons" in kept else _lesson_words(kept, credit)
    parts += [_days(kept)]
    if "taken" in kept:
        parts.append(_("同一内容先前已计 %(hours)s 学时") % {"hours": plain(kept["taken"])})
    if "elsewhere" in kept:
        parts.append(_("其中 %(hours)s 学时的内容已随别的课程计过") % {"hours": plain(kept["elsewhere"])})
    if "cap" in kept:
        parts.append(
            _("应计 %(earned)s 学时，当天最多 %(cap)s 学时，超出的不计")
            % {"earned": plain(kept["earned"]), "cap": plain(kept["cap"])}
        )
    return _("；").join(part for part in parts if part)


def _lesson_words(kept: Evidence, credit: HourCredit) -> list[str]:
    parts = [_("%(day)s课堂到课") % {"day": _shown(kept["attended"])}] if "attended" in kept else []
    if kept.get("of") and (kept["covered"] or not parts):
        figures = {"covered": clock(kept["covered"]), "of": clock(kept["of"])}
        parts.append(_("视频共看过 %(covered)s / %(of)s") % figures)
        if credit.seconds != kept["covered"]:
            parts.append(_("这次计入 %(new)s") % {"new": clock(credit.seconds)})
    if "read" in kept:
        parts.append(_("读完正文"))
    if "quiz" in kept:
        parts.append(_("测验“%(quiz)s”%(day)s通过") % {"quiz": kept["quiz"], "day": _shown(kept["passed"])})
    return parts or [_("学完这一课")]


def _course_words(kept: Evidence) -> list[str]:
    parts = [_("学完 %(count)s 课") % {"count": len(kept["lessons"])}]
    if kept.get("quizzes"):
        parts.append(_("通过测验 %(count)s 个") % {"count": len(kept["quizzes"])})
    return parts


def _days(kept: Evidence) -> str:
    first, last = kept.get("from"), kept.get("until")
    if not last:
        return ""
    if first == last or not first:
        return _shown(last)
    return _("%(first)s至%(last)s") % {"first": _shown(first), "last": _shown(last)}


def _shown(day: str) -> str:
    return date_format(date.fromisoformat(day))


def clock(seconds: int) -> str:
    """12:05, 1:02:05."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
