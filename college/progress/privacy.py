"""What is held of a person's learning. It stays when they are erased, under the pseudonym, without what was written."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail import hooks

from college.people.privacy.holdings import Held, plain
from college.progress import watchmap
from college.progress.models import (
    Attendance,
    Attention,
    Enrolment,
    HourCredit,
    LearnerTarget,
    LessonProgress,
    Note,
    PackageItem,
    RecordExtract,
    Statement,
)
from college.progress.record.learned import corrected
from college.progress.xapi.statements import actor_name

if TYPE_CHECKING:
    from college.people.models import User
    from college.people.privacy.pseudonyms import Pseudonym

LONGEST_REASON = HourCredit._meta.get_field("reason").max_length


def ranges(stored: Any) -> list[tuple[int, int]]:
    return watchmap.ranges_of(watchmap.from_bytes(stored))


@hooks.register("person_data", order=10)
def learning(person: "User") -> list[Held]:
    return [*courses(person), *attendance(person), *hours(person), *papers(person)]


def courses(person: "User") -> list[Held]:
    return [
        Held(
            key="enrolments",
            title=_("您报名的课程"),
            rows=Enrolment.objects.filter(learner=person).order_by("enrolled_at", "pk"),
            of=("progress.Enrolment.learner",),
            columns={"id": "id", "course": "course__title"}
            | plain("enrolled_at", "active_at", "completed_at", "hours", "rule", "rule_version"),
        ),
        Held(
            key="lessons",
            title=_("您学过的课：看过哪几秒，什么时候学完"),
            rows=LessonProgress.objects.filter(enrolment__learner=person).order_by("enrolment", "pk"),
            of=("progress.LessonProgress.enrolment",),
            columns={"enrolment": "enrolment_id", "lesson": "lesson__title"}
            | plain("opened_at", "watched", "replayed", "covered", "refused", "position", "read_at")
            | plain("package_completed_at", "package_passed_at", "package_score")
            | plain("quiz_passed_at", "attended_at", "completed_at", "rule", "rule_version"),
            words={
                "enrolment": _("报名"),
                "lesson": _("课时"),
                "opened_at": _("打开时间"),
                "watched": _("看过的秒（从，到）"),
                "replayed": _("重看过的秒（从，到）"),
            },
            shown={"watched": ranges, "replayed": ranges},
        ),
        Held(
            key="packages",
            title=_("您学过的课件：学到哪里，答了什么"),
            rows=PackageItem.objects.filter(progress__enrolment__learner=person).order_by("progress", "pk"),
            of=("progress.PackageItem.progress",),
            columns={"lesson": "progress__lesson__title", "package": "package__title", "part": "key"}
            | plain("opened_at", "status", "score", "completed_at", "passed_at", "seconds", "session_seconds", "data"),
            words={
                "lesson": _("课时"),
                "package": _("课件"),
                "part": _("单元"),
                "opened_at": _("打开时间"),
                "session_seconds": _("最近一次用时（秒）"),
                "data": _("课件自己记的"),
            },
        ),
        Held(
            key="notes_to_you",
            title=_("老师写给您的话"),
            rows=Note.objects.filter(enrolment__learner=person).order_by("sent_at"),
            of=("progress.Note.enrolment",),
            columns={"course": "enrolment__course__title", "kind": "kind", "text": "text", "at": "sent_at"},
            words={"course": _("课程")},
        ),
        Held(
            key="notes_by_you",
            title=_("您写给学员的话"),
            rows=Note.objects.filter(author=person).order_by("sent_at"),
            of=("progress.Note.author",),
            columns={"course": "enrolment__course__title", "kind": "kind", "text": "text", "at": "sent_at"},
            words={"course": _("课程")},
        ),
    ]


def attendance(person: "User") -> list[Held]:
    where = {"lesson": "lesson_title", "course": "enrolment__course__title", "day": "day"}
    words = {"lesson": _("课时"), "course": _("课程"), "undone": _("随更正撤下的学完")}
    marked = Attendance.objects.filter(Q(marked_by=person) | Q(withdrawn_by=person))
    return [
        Held(
            key="attendance",
            title=_("老师记下的您的到课"),
            rows=Attendance.objects.filter(enrolment__learner=person).order_by("day", "pk"),
            of=("progress.Attendance.enrolment",),
            columns=where | plain("is_visiting", "marked_at", "withdrawn_at", "undone"),
            words=words,
        ),
        Held(
            key="attendance_marked_by_you",
            title=_("您点过的名"),
            rows=marked.order_by("day", "pk"),
            of=("progress.Attendance.marked_by", "progress.Attendance.withdrawn_by"),
            columns=where | plain("marked_at", "withdrawn_at"),
            words=words,
        ),
    ]


def hours(person: "User") -> list[Held]:
    columns = plain("day", "title", "hours", "rule_words", "seconds", "evidence", "reason")
    words = {"evidence": _("凭据")}
    return [
        Held(
            key="hours",
            title=_("您的学时"),
            rows=HourCredit.objects.filter(learner=person).order_by("day", "pk"),
            of=("progress.HourCredit.learner", "progress.HourCredit.enrolment"),
            columns={**columns, "at": "credited_at"},
            words=words,
        ),
        Held(
            key="hours_corrected_by_you",
            title=_("您更正过的学时"),
            rows=HourCredit.objects.filter(by=person).order_by("credited_at", "pk"),
            of=("progress.HourCredit.by",),
            columns={"title": "title", "hours": "hours", "reason": "reason", "at": "credited_at"},
            words=words,
        ),
        Held(
            key="hour_targets",
            title=_("对您的学时要求"),
            rows=LearnerTarget.objects.filter(learner=person).order_by("pk"),
            of=("progress.LearnerTarget.learner",),
            columns={"target": "target__name", "hours": "target__hours", "since": "since"},
            words={"hours": _("学时")},
        ),
    ]


def papers(person: "User") -> list[Held]:
    return [
        Held(
            key="record_extracts",
            title=_("您下载过的学习记录"),
            rows=RecordExtract.objects.filter(learner=person).order_by("made_at"),
            of=("progress.RecordExtract.learner",),
            columns=plain("code", "made_at", "content", "sha256"),
        ),
        Held(
            key="statements",
            title=_("以代号报给学习记录库、还留有底稿的学习事件"),
            rows=Statement.objects.filter(statement__actor__account__name=actor_name(person.pk)).order_by("made_at"),
            of=(),
            columns={"statement": "statement", "made_at": "made_at", "sent_at": "sent_at"},
            words={"statement": _("内容"), "made_at": _("时间"), "sent_at": _("送达时间")},
        ),
    ]


@hooks.register("person_data_left_out")
def left_out() -> dict[str, str]:
    return {"progress.Attention.learner": "what players reported in the last minutes, as a bound on what is believed"}


@hooks.register("person_names")
def names(person: "User") -> Iterable[str]:
    return RecordExtract.objects.filter(learner=person).values_list("content__name", flat=True)


@hooks.register("erase_person")
def erase(person: "User", pseudonym: "Pseudonym") -> None:
    for rows in (Attention.objects.filter(learner=person), LearnerTarget.objects.filter(learner=person)):
        rows.delete()
    Note.objects.filter(enrolment__learner=person).delete()
    # What a package keeps for itself may hold a name or what was typed; what was reached stays.
    PackageItem.objects.filter(progress__enrolment__learner=person).update(data={})
    rewritten = _without_names(HourCredit.objects.filter(learner=person).exclude(reason=""), pseudonym)
    for extract in RecordExtract.objects.filter(learner=person):
        extract.content = _renamed(extract.content, rewritten) | {"name": pseudonym.name}
        extract.save(update_fields=["content"])


def _without_names(corrections: QuerySet[HourCredit], pseudonym: "Pseudonym") -> dict[str, str]:
    """Reasons of corrections are written by hand; gives those that named the person and what they are now."""
    rewritten = {}
    for credit in corrections:
        reason = pseudonym.in_text(credit.reason)[:LONGEST_REASON]
        if reason != credit.reason:
            HourCredit.objects.filter(pk=credit.pk).update(reason=reason)
            rewritten[credit.reason] = reason
    return rewritten


def _renamed(content: dict[str, Any], rewritten: dict[str, str]) -> dict[str, Any]:
    """What was printed on a record, with other reasons of corrections; to dates, hours and titles nothing happens."""
    with override(settings.LANGUAGE_CODE):
        cells = {corrected(before): corrected(after) for before, after in rewritten.items()}
    sections = [
        section | {"rows": [[cells.get(cell, cell) for cell in row] for row in section["rows"]]}
        for section in content["sections"]
    ]
    return content | {"sections": sections}
