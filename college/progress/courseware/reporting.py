"""What a package reports becomes progress.

A report is the latest word on what it names. From the page that was shown last all of it is kept; one that comes from
an older page, as when a phone was without a network for a day, only adds what was reached, and does not take the
learner back to where they were.

The time a package claims counts as far as it has passed since the package was heard last, in whatever part and on
whatever page: each second once, however many parts and pages somebody opens, or a script invents. So all parts together
have no more than the clock shows since the first page with the package.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from college.courses.models import LessonPage
from college.courses.terms import lesson_terms
from college.packages import elements
from college.packages.models import Package
from college.packages.outlines import Item
from college.progress.completion import complete_lesson_if_earned, is_package_done
from college.progress.courseware import standing
from college.progress.courseware.errors import ReportRefused
from college.progress.courseware.messages import Report
from college.progress.courseware.tokens import ReportToken
from college.progress.models import Enrolment, LessonProgress, PackageItem

MOST_SECONDS = 2**31 - 1


@dataclass(frozen=True)
class Reported:
    parts: list[standing.Part]
    is_part_held: bool
    """Whether the lesson's rule has all it asks of the package."""
    is_completed: bool
    is_course_completed: bool
    values: elements.Values | None = None
    """What the part that was opened goes on with."""


@transaction.atomic
def record_report(*, token: ReportToken, report: Report, now: datetime) -> Reported:
    """Locks the row of progress, so that reports of one learner on one lesson come one after the other."""
    enrolment, lesson, package = _place(token)
    item = package.outline.item(report.item)
    if item is None:
        raise ReportRefused("package-changed")
    progress = _progress(enrolment, lesson)
    before = standing.rows_of(progress, package)
    _refuse_closed(package, item, before)
    row = _row(progress, package, item, now)
    heard = max([row.updated_at, *(other.updated_at for other in before.values())])
    values = None
    if report.opens:
        values = _opened(row, item, token, report, enrolment, heard, now)
    elif report.client != row.client or report.number > row.number:
        _merge(row, item, token, report, heard, now)
    rows = standing.rows_of(progress, package)
    _count(progress, package, rows, now)
    is_completed = complete_lesson_if_earned(progress, now=now)
    Enrolment.objects.filter(pk=enrolment.pk).update(current_lesson=lesson, active_at=now)
    enrolment.refresh_from_db(fields=["completed_at"])
    is_held = is_package_done(lesson_terms(lesson), progress)
    return Reported(standing.parts_of(package.outline, rows), is_held, is_completed, enrolment.is_completed, values)


def _place(token: ReportToken) -> tuple[Enrolment, LessonPage, Package]:
    lesson = LessonPage.objects.live().select_related("package", "video", "quiz").filter(pk=token.lesson_id).first()
    found = Enrolment.objects.filter(pk=token.enrolment_id, learner__is_active=True, course__live=True)
    enrolment = found.in_course_of(lesson).select_related("learner").first() if lesson else None
    if lesson is None or enrolment is None:
        raise ReportRefused("gone")
    if lesson.package is None or lesson.package_id != token.package_id:
        raise ReportRefused("package-changed")
    return enrolment, lesson, lesson.package


def _progress(enrolment: Enrolment, lesson: LessonPage) -> LessonProgress:
    LessonProgress.objects.bulk_create([LessonProgress(enrolment=enrolment, lesson=lesson)], ignore_conflicts=True)
    rows = LessonProgress.objects.light().select_for_update(of=("self",))
    progress: LessonProgress = rows.get(enrolment=enrolment, lesson=lesson)
    return progress


def _refuse_closed(package: Package, item: Item, rows: dict[str, PackageItem]) -> None:
    """A part that was opened once stays open."""
    if item.key in rows:
        return
    if any(part.item.key == item.key and not part.is_open for part in standing.parts_of(package.outline, rows)):
        raise ReportRefused("part-closed")


def _row(progress: LessonProgress, package: Package, item: Item, now: datetime) -> PackageItem:
    key = {"progress": progress, "package": package, "key": item.key}
    row, _is_new = PackageItem.objects.get_or_create(**key, defaults={"updated_at": now, "session_from": now})
    return row


def _opened(
    row: PackageItem,
    item: Item,
    token: ReportToken,
    report: Report,
    enrolment: Enrolment,
    heard: datetime,
    now: datetime,
) -> elements.Values:
    """A new session. An asset says nothing later: to open it is all there is."""
    is_resumed = bool(row.data) and row.data.get("cmi.core.exit", "") not in ("logout", "time-out")
    _begin(row, token, report, heard)
    if not item.reports:
        row.status, row.completed_at = "completed", row.completed_at or now
    _save(row, now)
    return elements.initial(
        item,
        row.data,
        learner=f"{enrolment.pk}",
        name=enrolment.learner.display_name,
        seconds=row.all_seconds,
        is_resumed=is_resumed,
    )


def _begin(row: PackageItem, token: ReportToken, report: Report, heard: datetime) -> None:
    row.seconds, row.session_seconds = min(row.all_seconds, MOST_SECONDS), 0
    row.session_from = max(datetime.fromtimestamp(token.issued, tz=UTC), heard)
    row.client, row.number, row.issued = report.client, report.number, max(token.issued, row.issued)
    row.data = {name: value for name, value in row.data.items() if name not in ("cmi.core.session_time",)}


def _merge(row: PackageItem, item: Item, token: ReportToken, report: Report, heard: datetime, now: datetime) -> None:
    is_late = report.client != row.client and token.issued < row.issued
    if is_late:
        data = report.values
    else:
        if report.client != row.client:
            _begin(row, token, report, heard)
        elif heard > row.updated_at:  # another part was heard meanwhile, whose seconds are not this one's
            row.session_from = heard - timedelta(seconds=row.session_seconds)
        data = row.data = elements.merged(row.data, report.values)
        row.number = report.number
        passed = int((now - row.session_from).total_seconds())
        row.session_seconds = max(row.session_seconds, min(elements.seconds(data), max(passed, 0), MOST_SECONDS))
    _reach(row, item, data, is_finished=report.is_finished, is_late=is_late, now=now)
    _save(row, now)


def _reach(
    row: PackageItem, item: Item, data: elements.Values, *, is_finished: bool, is_late: bool, now: datetime
) -> None:
    """A late report names only what changed: silence about the state does not mean that it was completed."""
    status = elements.status(data, item, is_finished=is_finished and not is_late)
    score = elements.percent(data)
    if not is_late:
        row.status = status
    if score is not None:
        row.score = max(score, row.score or 0)
    if status in ("completed", "passed"):
        row.completed_at = row.completed_at or now
    if status == "passed":
        row.passed_at = row.passed_at or now


def _save(row: PackageItem, now: datetime) -> None:
    """Of two at once the later may come first: no second is given twice."""
    row.updated_at = max(now, row.updated_at)
    row.save()


def _count(progress: LessonProgress, package: Package, rows: dict[str, PackageItem], now: datetime) -> None:
    """As a whole; what a newer version adds takes nothing away. What was completed stays with the package it was
    completed with, and its minutes with it, until another that took its place is completed too."""
    is_completed = standing.holds_completed(package.outline, rows)
    if progress.package_id != package.pk and (is_completed or not progress.package_completed_at):
        progress.package = package
        progress.package_completed_at = progress.package_passed_at = progress.package_score = None
    if progress.package_id == package.pk:
        if is_completed:
            progress.package_completed_at = progress.package_completed_at or now
        if standing.holds_passed(package.outline, rows):
            progress.package_passed_at = progress.package_passed_at or now
        progress.package_score = standing.score_of(rows.values())
    progress.updated_at = now
    names = ("package", "package_completed_at", "package_passed_at", "package_score", "updated_at")
    progress.save(update_fields=names)


def as_json(reported: Reported) -> dict[str, Any]:
    return {
        "items": {
            part.item.key: {"kind": part.kind, "words": part.words, "verb": part.verb, "is_open": part.is_open}
            for part in reported.parts
        },
        "part_holds": reported.is_part_held,
        "completed": reported.is_completed,
        "course_completed": reported.is_course_completed,
        **({"values": reported.values} if reported.values is not None else {}),
    }
