"""The record's section of course packages: what each reported of this person, in its own word."""

from typing import TYPE_CHECKING, Any

from django.db.models import Avg, Count, F, Max, Min, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from college.progress.models import PackageItem
from college.progress.record.periods import Period
from college.progress.record.sections import Section, Value, text_of

if TYPE_CHECKING:
    from college.people.models import User


def packages(user: "User", period: Period) -> list[Section]:
    """Those opened at any time of the period, one row each; no section where there is none. A score has no date: it is
    the best there ever was, and says so."""
    found = (
        PackageItem.objects.filter(progress__enrolment__learner=user)
        .values("progress", "package", counted=F("progress__package"), current=F("progress__lesson__package"))
        .annotate(
            lesson=Max("progress__lesson__title"),
            kept_title=Max("progress__lesson_title"),
            course=Max("progress__enrolment__course__title"),
            kept_course=Max("progress__enrolment__course_title"),
            completed_on=Max("progress__package_completed_at"),
            passed_on=Max("progress__package_passed_at"),
            done=Count("pk", filter=Q(completed_at__isnull=False) | Q(passed_at__isnull=False)),
            best=Avg("score"),
            first=Min("opened_at"),
            last=Max("updated_at"),
        )
        .filter(period.begun_before_end("first"), period.lasts_into("last"))
        .order_by("-last", "-progress", "-package")
    )
    rows = [_row(entry) for entry in found]
    section = Section(
        key="packages",
        title=pgettext("plural", "课件"),
        headings=[_("课时"), _("课程"), _("最近一次"), _("至今最好成绩"), _("课件的报告")],
        widths=[18, 18, 15, 8, 18],
        rows=rows,
        empty="",
        order=35,
    )
    return [section] if rows else []


def _row(entry: Any) -> list[Value]:
    lesson, course = entry["kept_title"] or entry["lesson"], entry["kept_course"] or entry["course"]
    best = None if entry["best"] is None else _("%(score)s 分") % {"score": round(entry["best"])}
    return [lesson, course, localdate(entry["last"]), best, _reported(entry)]


def _reported(entry: Any) -> str:
    """Whether it was done as a whole is kept of one package of a lesson, the last that was."""
    if entry["package"] == entry["counted"] and entry["passed_on"]:
        return _("%(day)s通过") % {"day": text_of(localdate(entry["passed_on"]))}
    if entry["package"] == entry["counted"] and entry["completed_on"]:
        return _("%(day)s学完") % {"day": text_of(localdate(entry["completed_on"]))}
    if entry["package"] == entry["current"]:
        return _("还没学完")
    words = ngettext("从前的课件，学完 %(count)s 个单元", "从前的课件，学完 %(count)s 个单元", entry["done"])
    return words % {"count": entry["done"]}
