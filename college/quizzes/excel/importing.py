"""Carries a plan out: all of it, in one transaction, with as many statements for one row as for five thousand."""

from collections.abc import Iterable
from itertools import chain

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex

from college.people.models import User
from college.quizzes.drafts import DraftOption
from college.quizzes.excel.plans import Change, Plan, plan_for
from college.quizzes.models import Option, Question, QuestionTopic, Topic
from college.spreadsheets import Table


class ChangedMeanwhile(Exception):
    """The file would no longer do what its sender was shown."""


@transaction.atomic
def import_bank(*, table: Table, user: User, seen: str) -> Plan:
    """Does what was shown under the fingerprint `seen`. Raises ChangedMeanwhile, and so at the second of two taps."""
    _take_turns()
    plan = plan_for(table, user)
    if plan.misfits or plan.fingerprint != seen:
        raise ChangedMeanwhile
    pointed = {change.before.pk for change in plan.changed if change.before and _points(change.before)}
    made = Question.objects.bulk_create(_filled(Question(), change) for change in plan.new)
    changed = [_filled(change.before, change) for change in plan.changed if change.before]
    Question.objects.bulk_update(changed, [*FIELDS, "updated_at"], batch_size=200)
    pairs = list(zip([*made, *changed], [*plan.new, *plan.changed], strict=True))
    _keep_options(pairs)
    _keep_topics(pairs)
    for question in chain(made, changed):
        if _points(question) or question.pk in pointed:
            ReferenceIndex.create_or_update_for_object(question)
    _write_down(made, "wagtail.create", user)
    _write_down(changed, "wagtail.edit", user)
    return plan


def _points(question: Question) -> bool:
    return bool(question.picture_id or question.clip_id)


def _take_turns() -> None:
    """A new question has no row to lock yet, so imports take turns at a row that is always there."""
    ContentType.objects.select_for_update(no_key=True).get(app_label="quizzes", model="question")


FIELDS = ("kind", "text", "explanation", "picture", "clip")


def _filled(question: Question, change: Change) -> Question:
    draft = change.draft
    question.kind, question.text, question.explanation = draft.kind, draft.text, draft.explanation
    question.picture_id, question.clip_id = draft.picture, draft.clip
    question.updated_at = timezone.now()
    return question


def _keep_options(pairs: Iterable[tuple[Question, Change]]) -> None:
    """An option whose text is still there stays the same row: what learners answered names it."""
    new: list[Option] = []
    kept: list[Option] = []
    gone: list[Option] = []
    for question, change in pairs:
        before = {option.text: option for option in change.before.options.all()} if change.before else {}
        for place, draft in enumerate(change.draft.options):
            option = before.pop(draft.text, None)
            (kept if option else new).append(_option(option or Option(question=question), draft, place))
        gone += before.values()
    Option.objects.filter(pk__in=[option.pk for option in gone]).delete()
    Option.objects.bulk_update(kept, ["match", "is_correct", "feedback", "sort_order"], batch_size=200)
    Option.objects.bulk_create(new)


def _option(option: Option, draft: DraftOption, place: int) -> Option:
    option.text, option.match, option.is_correct, option.feedback = (
        draft.text,
        draft.match,
        draft.is_correct,
        draft.feedback,
    )
    option.sort_order = place
    return option


def _keep_topics(pairs: list[tuple[Question, Change]]) -> None:
    names = {name for _, change in pairs for name in change.draft.topics}
    topics = {topic.name: topic for topic in Topic.objects.filter(name__in=names)}
    for name in sorted(names - set(topics)):
        topics[name] = Topic.objects.create(name=name)
    QuestionTopic.objects.filter(content_object__in=[question.pk for question, _ in pairs]).delete()
    QuestionTopic.objects.bulk_create(
        QuestionTopic(content_object=question, tag=topics[name])
        for question, change in pairs
        for name in change.draft.topics
    )


def _write_down(questions: Iterable[Question], action: str, user: User) -> None:
    """As `wagtail.log_actions.log` would, which takes three statements for each."""
    kind, now = ContentType.objects.get_for_model(Question), timezone.now()
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(content_type=kind, object_id=str(row.pk), label=str(row), action=action, user=user, timestamp=now)
        for row in questions
    )
