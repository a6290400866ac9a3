"""Who was there when a lesson was taught: marked by who calls the roll, and put right on the same day.

A roll is kept person by person in the order of their enrolments, so that two rolls of one class never wait for one
another in a circle; of each, the row of progress is locked before the enrolment, as everywhere.

Withdrawing takes back what rested on the mistake alone: the lesson, if it was neither watched nor read as its rule asks
nor attended on another day; the course, if it was completed since and asks for this lesson; the hours credited for
either. What was completed otherwise stays. Rooms above hear of it in the same transaction (the hook
`completion_withdrawn`, with the enrolment, under the learner's lock); what they have issued is only told of.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from wagtail import hooks

from college.courses.models import LessonPage
from college.courses.terms import needed
from college.people.models import User
from college.progress import rules
from college.progress.completion import complete_lesson_if_earned, has_passed, missing_alone, older_mark
from college.progress.hours.correcting import take_back
from college.progress.models import Attendance, Enrolment, LessonProgress
from college.progress.querysets import lessons_by_course


@dataclass
class Kept:
    """What keeping a roll came to: enrolments that were marked, and attendances that were withdrawn."""

    marked: list[Enrolment] = field(default_factory=list)
    withdrawn: list[Attendance] = field(default_factory=list)


@transaction.atomic
def keep_roll(
    *,
    lesson: LessonPage,
    enrolments: Collection[Enrolment],
    present: Collection[int],
    shown: Collection[int],
    visiting: Collection[int] = (),
    by: User,
    now: datetime,
) -> Kept:
    """Marks those of the enrolments whose keys are `present` today, and withdraws those that the roll had `shown` as
    present and that no longer are. Whom somebody else marked meanwhile stays marked; the same roll sent twice is kept
    once."""
    kept, day = Kept(), localdate(now)
    known = set(_standing(lesson, day).filter(enrolment__in=enrolments).values_list("enrolment", flat=True))
    for enrolment in sorted(enrolments, key=lambda each: each.pk):
        pk = enrolment.pk
        if pk in present and pk not in known:
            if _mark(enrolment, lesson, is_visiting=pk in visiting, by=by, now=now):
                kept.marked.append(enrolment)
        elif pk in known and pk in shown and pk not in present:
            kept.withdrawn += _withdraw(enrolment, lesson, by=by, now=now)
    return kept


def _standing(lesson: LessonPage, day: Any) -> Any:
    return Attendance.objects.standing().filter(lesson=lesson, day=day)


def _mark(enrolment: Enrolment, lesson: LessonPage, *, is_visiting: bool, by: User, now: datetime) -> bool:
    """Whether they were not marked before. Completes the lesson if its quiz, where it asks one, is passed."""
    fields = {"lesson_title": lesson.title, "is_visiting": is_visiting, "marked_at": now, "marked_by": by}
    key = {"enrolment": enrolment, "lesson": lesson, "day": localdate(now), "withdrawn_at": None}
    # Locked before looking: who withdraws at this moment comes wholly before or after.
    rows = LessonProgress.objects.select_for_update(of=("self",), no_key=True)
    row, _created = rows.get_or_create(enrolment=enrolment, lesson=lesson)
    same = LessonProgress.objects.filter(pk=row.pk)
    _attendance, is_new = Attendance.objects.get_or_create(**key, defaults=fields)
    # What is learned in the lesson is its video, though no second of it counts as watched: it earns hours once only.
    same.filter(video=None).update(video=lesson.video_id)
    same.filter(attended_at=None).update(attended_at=now, updated_at=now)
    complete_lesson_if_earned(row, now=now)
    Enrolment.objects.filter(pk=enrolment.pk).update(current_lesson=lesson, active_at=now)
    return is_new


def _withdraw(enrolment: Enrolment, lesson: LessonPage, *, by: User, now: datetime) -> list[Attendance]:
    """The attendance of today, with what was undone; none where somebody was faster."""
    rows = LessonProgress.objects.select_for_update(of=("self",), no_key=True)
    row = rows.filter(enrolment=enrolment, lesson=lesson).first()
    found = _standing(lesson, localdate(now)).filter(enrolment=enrolment).first()
    if row is None or found is None:
        return []
    found.withdrawn_at, found.withdrawn_by, found.enrolment = now, by, enrolment
    found.save(update_fields=["withdrawn_at", "withdrawn_by"])
    other = Attendance.objects.standing().filter(enrolment=enrolment, lesson=lesson).order_by("marked_at").first()
    row.attended_at = other.marked_at if other else None
    LessonProgress.objects.filter(pk=row.pk).update(attended_at=row.attended_at, updated_at=now)
    if other is None and row.is_by_attendance:
        found.undone = _undo(row, lesson, by=by, now=now)
        found.save(update_fields=["undone"])
    _forget_if_empty(row, lesson)
    return [found]


def _forget_if_empty(row: LessonProgress, lesson: LessonPage) -> None:
    """Who was not there, and did nothing else in the lesson, has not begun it, and does not go on from it."""
    at = dict.fromkeys(["read_at", "quiz_passed_at", "attended_at", "completed_at"])
    nothing = LessonProgress.objects.filter(pk=row.pk, covered=0, refused=0, position=0, **at)
    if not nothing.delete()[0]:
        return
    latest = LessonProgress.objects.begun().light().filter(enrolment=row.enrolment_id).order_by("updated_at").last()
    same = Enrolment.objects.filter(pk=row.enrolment_id, current_lesson=lesson)
    if latest:
        same.update(current_lesson=latest.lesson_id, active_at=latest.updated_at)
    else:
        same.update(current_lesson=None, active_at=F("enrolled_at"))


def _undo(row: LessonProgress, lesson: LessonPage, *, by: User, now: datetime) -> dict[str, Any]:
    """What rested on it alone; if the lesson was watched and read since, it is complete by its own rule instead."""
    same = LessonProgress.objects.filter(pk=row.pk)
    if not missing_alone(lesson, row, has_passed=has_passed(row, lesson)):
        version = rules.current(lesson)
        words = version.words + older_mark(row, lesson)
        same.update(is_by_attendance=False, rule=words, rule_version=version.number)
        return {}
    undone = {"lesson": _kept(row)}
    same.update(completed_at=None, lesson_title="", rule="", rule_version=None, is_by_attendance=False)
    enrolment = Enrolment.objects.select_for_update(of=("self",), no_key=True).get(pk=row.enrolment_id)
    Enrolment.objects.filter(pk=enrolment.pk).update(lessons_done=F("lessons_done") - 1)
    take_back(enrolment=enrolment, lesson=lesson, by=by)
    if _rested_on(enrolment, row, lesson):
        undone["course"] = _kept(enrolment)
        cleared = {"completed_at": None, "course_title": "", "hours": None, "rule": "", "rule_version": None}
        Enrolment.objects.filter(pk=enrolment.pk).update(**cleared)
        take_back(enrolment=enrolment, lesson=None, by=by)
        for withdraw in hooks.get_hooks("completion_withdrawn"):
            withdraw(enrolment)
    return undone


def _rested_on(enrolment: Enrolment, row: LessonProgress, lesson: LessonPage) -> bool:
    """Whether the course was completed with this lesson: not before it, and its rule asks for it."""
    if enrolment.completed_at is None or row.completed_at is None or enrolment.completed_at < row.completed_at:
        return False
    course = enrolment.course
    return lesson.pk in {each.pk for each in needed(course, lessons_by_course([course])[course.pk])}


def _kept(row: LessonProgress | Enrolment) -> dict[str, Any]:
    completed_at = row.completed_at.isoformat() if row.completed_at else None
    return {"completed_at": completed_at, "rule": row.rule, "rule_version": row.rule_version}


def papers_for(enrolments: Collection[Enrolment]) -> dict[int, list[str]]:
    """What rooms above have issued for completing these courses and that still stands, by enrolment: their numbers."""
    found: dict[int, list[str]] = {}
    for contribute in hooks.get_hooks("papers_for_completion"):
        for pk, numbers in contribute(enrolments).items():
            found.setdefault(pk, []).extend(numbers)
    return found
