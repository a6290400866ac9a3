"""The class as an Excel file: those that the filter finds, in its order, read a thousand at a time; and on a second
sheet when each of them was there, with what was put right."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from college.progress.models import Attendance
from college.progress.querysets import EnrolmentQuerySet
from college.progress.teaching.content import Content
from college.progress.teaching.rows import Row, rows, with_people
from college.progress.teaching.scope import Classroom
from college.spreadsheets import Sheet, write

BATCH = 1000
MOST = 100_000
"""Rows in one file: four years of the largest class, and a file that a spreadsheet still opens."""


def workbook(classroom: Classroom, content: Content, found: EnrolmentQuerySet, *, sort: str, now: datetime) -> bytes:
    tie = "-pk" if sort.startswith("-") else "pk"
    ordered = with_people(found, classroom).order_by(sort, tie)[:MOST]
    sheet = Sheet(
        title=pgettext("plural", "学员"),
        headings=[
            *_headings(),
            *(_("测验：%(title)s") % {"title": quiz.title} for quiz in content.quizzes),
            *(_("课件：%(title)s") % {"title": lesson.title} for lesson in content.with_packages),
        ],
        rows=(_line(row) for row in _rows(ordered, content, now)),
        widths=[14, 24, 18, 10, 28, 10, 10, 10, 18, 18, 18, 18],
    )
    return write([sheet, _attendance(found)])


def _attendance(found: EnrolmentQuerySet) -> Sheet:
    kept = Attendance.objects.filter(enrolment__in=found.order_by().values("pk"))
    kept = kept.select_related("enrolment__learner", "marked_by", "withdrawn_by")
    kept = kept.order_by("-day", "lesson_id", "pk")[:MOST]
    return Sheet(
        title=_("到课"),
        headings=[
            _("到课日期"),
            _("课时"),
            _("姓名"),
            _("旁听"),
            _("点名人"),
            _("点名时间"),
            _("改为没到"),
            _("更正时间"),
        ],
        rows=(_attended(each) for each in kept.iterator(chunk_size=BATCH)),
        widths=[14, 28, 14, 8, 14, 18, 14, 18],
    )


def _attended(each: Attendance) -> list[Any]:
    visiting = _("旁听") if each.is_visiting else None
    withdrawn_by = str(each.withdrawn_by) if each.withdrawn_by else None
    who = [each.day, each.lesson_title, str(each.enrolment.learner), visiting]
    return [*who, str(each.marked_by), each.marked_at, withdrawn_by, each.withdrawn_at]


def _rows(found: EnrolmentQuerySet, content: Content, now: datetime) -> Iterator[Row]:
    batch = []
    for enrolment in found.iterator(chunk_size=BATCH):
        batch.append(enrolment)
        if len(batch) == BATCH:
            yield from rows(batch, content, now=now)
            batch = []
    yield from rows(batch, content, now=now)


def _headings() -> list[str]:
    return [
        _("姓名"),
        _("组织"),
        _("报名时间"),
        _("状态"),
        _("学到"),
        _("学完几课"),
        _("共几课"),
        _("到课几课"),
        _("最近学习"),
        _("学完时间"),
        _("未采信的秒数"),
        _("最近一次留言或提醒"),
    ]


def _line(row: Row) -> list[Any]:
    enrolment = row.enrolment
    return [
        str(enrolment.learner),
        _("、").join(row.places),
        enrolment.enrolled_at,
        str(row.state.label),
        row.lesson,
        row.done,
        row.total,
        row.attended or None,
        enrolment.active_at,
        enrolment.completed_at,
        row.refused,
        row.noted_at,
        *(result.score if result else None for result in (*row.results, *row.packages)),
    ]
