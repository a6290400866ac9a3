"""The record's sections of this room: courses, hours, quizzes; `packages` has those of course packages."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from college.progress.models import Attendance, Enrolment, HourCredit
from college.progress.record.packages import packages
from college.progress.record.periods import Period
from college.progress.record.sections import Figure, Link, Section, Value, text_of
from college.progress.standing import in_their_courses, open_among
from college.quizzes.models import Attempt

if TYPE_CHECKING:
    from college.people.models import User


def learned(user: "User", period: Period) -> list[Section]:
    found = [courses(user, period), attended(user, period), hours(user, period), quizzes(user, period)]
    return [*found, *packages(user, period)]


def courses(user: "User", period: Period) -> Section:
    """Those that were being learned at any time of the period."""
    in_period = period.begun_before_end("enrolled_at") & period.lasts_into("learned_until")
    enrolments = Enrolment.objects.of(user).alias(learned_until=Coalesce("completed_at", "active_at"))
    found = in_their_courses(enrolments.filter(in_period).order_by("-learned_until", "-pk"))
    done = sum(period.includes(enrolment.completed_at) for enrolment in found)
    may_open = open_among(found)
    return Section(
        key="courses",
        title=pgettext("plural", "课程"),
        headings=[_("课程"), _("报名"), _("学完"), _("课程学时"), _("学完所依规则")],
        widths=[24, 15, 15, 8, 22],
        rows=[_course_row(enrolment, is_open=enrolment.pk in may_open) for enrolment in found],
        empty=_("没有报名的课程。"),
        order=10,
        figures=[Figure(_("学完的课程"), ngettext("%(count)s 门", "%(count)s 门", done) % {"count": done})],
    )


def _course_row(enrolment: Enrolment, *, is_open: bool) -> list[Value]:
    """By the title, hours and rule of its completion, once there is one."""
    begun, name = localdate(enrolment.enrolled_at), _name(enrolment, is_open=is_open)
    if not enrolment.completed_at:
        return [name, begun, _so_far(enrolment.lessons_done), None, None]
    return [name, begun, localdate(enrolment.completed_at), enrolment.hours or None, enrolment.rule_words]


def _so_far(done: int) -> str:
    return ngettext("在学，已有 %(count)s 课", "在学，已有 %(count)s 课", done) % {"count": done} if done else _("在学")


def _name(enrolment: Enrolment, *, is_open: bool) -> str | Link:
    title = enrolment.course_title or enrolment.course.title
    return Link(title, enrolment.course.get_url()) if is_open else title


def attended(user: "User", period: Period) -> Section:
    """Lessons they were there for, by the titles of that day; nothing that was put right."""
    kept = Attendance.objects.standing().filter(period.holds_day("day"), enrolment__learner=user)
    found = list(kept.select_related("enrolment__course").defer("enrolment__course__description"))
    said = ngettext("%(count)s 次", "%(count)s 次", len(found)) % {"count": len(found)}
    return Section(
        key="attendance",
        title=_("课堂到课"),
        headings=[_("课时"), _("课程"), _("到课日期")],
        widths=[26, 26, 15],
        rows=[
            [each.lesson_title, each.enrolment.course_title or each.enrolment.course.title, each.day] for each in found
        ],
        empty=_("没有课堂到课的记录。"),
        order=15,
        figures=[Figure(_("课堂到课"), said)] if found else [],
    )


def hours(user: "User", period: Period) -> Section:
    """The ledger, entries of one content by one rule together; a correction stands by itself, with its reason."""
    entries = HourCredit.objects.filter(period.holds_day("day"), learner=user).order_by()
    together = entries.values("content", "title", "rule", "reason")
    found = together.annotate(last=Max("day"), sum=Sum("hours"), words=Max("rule_words")).order_by("-last", "title")
    total = sum((entry["sum"] for entry in found), Decimal(0))
    return Section(
        key="hours",
        title=_("学时"),
        headings=[_("内容"), _("日期"), _("学时"), _("依据")],
        widths=[22, 15, 6, 30],
        rows=[_hours_row(entry) for entry in found],
        empty=_("没有计入的学时。"),
        order=20,
        figures=[Figure(_("计入的学时"), pgettext("figure", "%(hours)s 学时") % {"hours": text_of(total)})],
    )


def _hours_row(entry: Any) -> list[Value]:
    return [entry["title"], entry["last"], entry["sum"], corrected(entry["reason"]) or entry["words"]]


def corrected(reason: str) -> str:
    return _("更正：%(reason)s") % {"reason": reason} if reason else ""


def quizzes(user: "User", period: Period) -> Section:
    """Each quiz once, under the title of the latest attempt, with the best of the period."""
    attempts = Attempt.objects.filter(period.holds("finished_at"), learner=user, finished_at__isnull=False)
    latest = attempts.filter(quiz=OuterRef("quiz")).order_by("-finished_at", "-pk")
    found = (
        attempts.order_by()
        .values("quiz")
        .annotate(
            title=Subquery(latest.values("quiz_title")[:1]),
            times=Count("pk"),
            best=Max("score"),
            passed_at=Min("finished_at", filter=Q(is_passed=True)),
            last=Max("finished_at"),
        )
        .order_by("-last", "-quiz")
    )
    passed = sum(entry["passed_at"] is not None for entry in found)
    return Section(
        key="quizzes",
        title=pgettext("plural", "测验"),
        headings=[_("测验"), _("最近一次"), _("答了几次"), _("最好成绩"), _("结果")],
        widths=[22, 15, 8, 8, 20],
        rows=[_quiz_row(entry) for entry in found],
        empty=_("没有答过的测验。"),
        order=30,
        figures=[Figure(_("通过的测验"), ngettext("%(count)s 个", "%(count)s 个", passed) % {"count": passed})],
    )


def _quiz_row(entry: Any) -> list[Value]:
    times = ngettext("%(count)s 次", "%(count)s 次", entry["times"]) % {"count": entry["times"]}
    best = _("%(score)s 分") % {"score": entry["best"]}
    passed_on = entry["passed_at"] and text_of(localdate(entry["passed_at"]))
    result = _("%(day)s通过") % {"day": passed_on} if passed_on else _("还没通过")
    return [entry["title"], localdate(entry["last"]), times, best, result]
