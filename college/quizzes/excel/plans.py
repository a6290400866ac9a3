"""What a file would change, row by row, before anything is changed.

A row with a number is about that question. A row without one is about the question of the same kind and text, if there
is exactly one, else it is a new question: sending the same file twice makes no doubles.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from django.core.files import File
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from cms.models import Picture
from college.people.models import User
from college.quizzes.drafts import LONGEST_TOPIC, Fault, faults
from college.quizzes.excel import columns
from college.quizzes.excel.rows import Draft, draft_of, kind_in, parse, pk_in
from college.quizzes.models import Option, Question
from college.spreadsheets import Misfit, Row, Table, in_every_language, read
from media.models import Video

MOST_ROWS = 5000
Faults = list[tuple[str, str]]  # the key of a column, and what is wrong there


@dataclass(frozen=True)
class Change:
    row: int
    draft: Draft
    before: Question | None

    @property
    def kind_label(self) -> str:
        return str(Question.Kind(self.draft.kind).label)


@dataclass
class Plan:
    changes: list[Change] = field(default_factory=list)
    same: int = 0
    misfits: list[Misfit] = field(default_factory=list)

    @property
    def new(self) -> list[Change]:
        return [change for change in self.changes if change.before is None]

    @property
    def changed(self) -> list[Change]:
        return [change for change in self.changes if change.before is not None]

    @property
    def fingerprint(self) -> str:
        """Differs when the same file would do something else, for somebody has changed the bank meanwhile."""
        does = [(change.row, change.draft, change.before and draft_of(change.before)) for change in self.changes]
        return sha256(repr(does).encode()).hexdigest()


def read_bank(file: File) -> Table:
    """Raises `college.spreadsheets.Unreadable`."""
    sheets = list(in_every_language(lambda: str(columns.SHEET)))
    headings = columns.headings_by_language()
    return read(file, sheets=sheets, headings=headings, needed=columns.NEEDED, most_rows=MOST_ROWS)


def plan_for(table: Table, user: User) -> Plan:
    """The same few queries, however many rows there are."""
    return Planner(table, user).plan()


class Planner:
    def __init__(self, table: Table, user: User) -> None:
        self.table, self.user = table, user
        self.seen: dict[object, int] = {}

    def plan(self) -> Plan:
        plan = Plan(misfits=list(self.table.misfits))
        unreadable = {misfit.row for misfit in self.table.misfits}
        for row in self.table.rows:
            if row.number not in unreadable:
                self.add(plan, row)
        plan.misfits.sort(key=lambda misfit: misfit.row)
        return plan

    def add(self, plan: Plan, row: Row) -> None:
        wrong: Faults = []
        before = self.found(row, wrong)
        parsed = parse(row.cells, self.table.keys, before)
        wrong += parsed.faults
        if parsed.draft and not wrong:
            wrong += [*self.faults_of(parsed.draft, before), *self.seen_before(row, parsed.draft, before)]
        if wrong or parsed.draft is None:
            plan.misfits += [Misfit(row.number, columns.heading(key), sentence) for key, sentence in wrong]
        elif before and draft_of(before) == parsed.draft:
            plan.same += 1
        else:
            plan.changes.append(Change(row.number, parsed.draft, before))

    def found(self, row: Row, wrong: Faults) -> Question | None:
        if number := row.cells.get(columns.NUMBER):
            question = self.by_number.get(pk_in(number) or 0)
            if question is None:
                wrong.append((columns.NUMBER, _("本站没有这个编号的题目。清空编号，就作为新题导入。")))
            return question
        alike = self.by_text.get((kind_in(row.cells), row.cells.get(columns.TEXT, "")), [])
        if len(alike) > 1:
            wrong.append((columns.NUMBER, _("题库里有几道一样的题。请先导出，用“编号”说明改的是哪一道。")))
        return alike[0] if len(alike) == 1 else None

    def faults_of(self, draft: Draft, before: Question | None) -> Iterator[tuple[str, str]]:
        yield from too_long(draft)
        if not draft.text:
            yield columns.TEXT, _("还没有写题目。")
        for fault in faults(draft.kind, draft.options):
            yield column_of(fault), fault.sentence
        if draft.picture not in {None, before and before.picture_id} | self.pictures:
            yield columns.PICTURE, _("图片库里没有这个编号的图片，或者您不能用它。")
        if draft.clip not in {None, before and before.clip_id} | self.clips:
            yield columns.CLIP, _("视频库里没有这个编号的视频，或者您不能用它。")

    def seen_before(self, row: Row, draft: Draft, before: Question | None) -> Iterator[tuple[str, str]]:
        """Two rows about one question: which of them should count?"""
        same = before.pk if before else (draft.kind, draft.text)
        if same in self.seen:
            yield columns.TEXT, _("和第 %(row)s 行是同一道题。") % {"row": self.seen[same]}
        self.seen[same] = row.number

    @cached_property
    def by_number(self) -> dict[int, Question]:
        numbers = {pk_in(row.cells[columns.NUMBER]) for row in self.table.rows if columns.NUMBER in row.cells}
        return {question.pk: question for question in whole().filter(pk__in=numbers - {None})}

    @cached_property
    def by_text(self) -> dict[tuple[str | None, str], list[Question]]:
        texts = {row.cells.get(columns.TEXT, "") for row in self.table.rows if columns.NUMBER not in row.cells}
        alike: dict[tuple[str | None, str], list[Question]] = defaultdict(list)
        for question in whole().filter(text__in=texts):
            alike[question.kind, question.text].append(question)
        return alike

    @cached_property
    def pictures(self) -> set[int]:
        policy = policy_registry.get_by_type(Picture)
        may = policy.instances_user_has_any_permission_for(self.user, ["choose", "change"])
        return set(may.values_list("pk", flat=True)) if columns.PICTURE in self.table.keys else set()

    @cached_property
    def clips(self) -> set[int]:
        may = Video.objects.choosable_by(self.user)
        return set(may.values_list("pk", flat=True)) if columns.CLIP in self.table.keys else set()


def whole() -> QuerySet[Question]:
    return Question.objects.select_related("picture", "clip").prefetch_related("options", "topics__tag")


def column_of(fault: Fault) -> str:
    """Of what concerns all options, the first."""
    return fault.field.replace("text", columns.OPTION) + columns.LETTERS[fault.option or 0]


def too_long(draft: Draft) -> Iterator[tuple[str, str]]:
    said = [(columns.TEXT, draft.text, longest(Question, "text"))]
    said += [(columns.EXPLANATION, draft.explanation, longest(Question, "explanation"))]
    said += [(columns.TOPICS, topic, LONGEST_TOPIC) for topic in draft.topics]
    for letter, option in zip(columns.LETTERS, draft.options, strict=False):
        said += [
            (columns.OPTION + letter, option.text, longest(Option, "text")),
            (columns.MATCH + letter, option.match, longest(Option, "match")),
            (columns.FEEDBACK + letter, option.feedback, longest(Option, "feedback")),
        ]
    for key, text, most in said:
        if len(text) > most:
            words = _("有 %(length)s 个字，最多 %(most)s 个。")
            yield key, words % {"length": len(text), "most": most}


def longest(model: type[Question] | type[Option], name: str) -> int:
    return int(model._meta.get_field(name).max_length)
