from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from college.quizzes.clips import refuse_clips_of_others
from college.quizzes.drafts import CHOICES, LONGEST_TOPIC, DraftOption, Fault, Kind, faults, one_line, topic_name
from college.quizzes.models import Question
from college.spreadsheets import one_line_end
from media.models import Video


class QuestionForm(WagtailAdminModelForm):
    """Says what keeps the options from being a question of its kind, beside the option it is about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "clip" in self.fields:
            choosable = Video.objects.choosable_by(self.for_user)
            self.fields["clip"].queryset = choosable | Video.objects.filter(pk=self.instance.clip_id)

    @cached_property
    def kept(self) -> list[Any]:
        """The forms of the options, without those taken out again or never filled in, in their order."""
        formset = self.formsets["options"]
        rows = [row for row in formset.forms if row.has_changed() or row.instance.pk]
        rows = [row for row in rows if not formset._should_delete_form(row)]
        return sorted(rows, key=lambda row: row.cleaned_data.get("ORDER") or len(rows))

    def clean_text(self) -> str:
        return one_line_end(self.cleaned_data["text"])

    def clean_explanation(self) -> str:
        return one_line_end(self.cleaned_data["explanation"])

    def clean_tags(self) -> list[str]:
        return sorted({topic_name(name)[:LONGEST_TOPIC] for name in self.cleaned_data["tags"]} - {""})

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if "options" in self.formsets and "kind" in said and self.formsets["options"].is_valid():
            keep_on_one_line(self.kept)
            drafts = [draft_in(row.cleaned_data) for row in self.kept]
            for fault in faults(said["kind"], drafts):
                self.say(fault)
        return said

    def say(self, fault: Fault) -> None:
        error = ValidationError(fault.sentence)
        if fault.option is not None:
            self.kept[fault.option].add_error(fault.field, error)
        else:
            self.formsets["options"].non_form_errors().append(error)

    def save(self, commit: bool = True) -> Question:
        """Without the marks of another kind, left over from before the kind was changed."""
        for row in self.kept if "options" in self.formsets else []:
            row.instance.is_correct &= self.instance.kind in CHOICES
            row.instance.match = row.instance.match if self.instance.kind == Kind.MATCHING else ""
        return super().save(commit)


def keep_on_one_line(rows: list[Any]) -> None:
    for row in rows:
        for name in {"text", "match", "feedback"} & set(row.cleaned_data):
            row.cleaned_data[name] = one_line(row.cleaned_data[name])
            setattr(row.instance, name, row.cleaned_data[name])


def draft_in(said: dict[str, Any]) -> DraftOption:
    return DraftOption(said["text"], said.get("match", ""), said.get("is_correct", False), said.get("feedback", ""))


class TopicForm(WagtailAdminModelForm):
    def clean_name(self) -> str:
        return topic_name(self.cleaned_data["name"])[:LONGEST_TOPIC]


class QuizForm(WagtailAdminModelForm):
    """A quiz asks something, each thing once, and can draw what it promises."""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if {"chosen", "draws"} <= set(self.formsets) and all(self.formsets[name].is_valid() for name in ROWS):
            chosen, draws = (self.rows(name) for name in ROWS)
            if not chosen and not draws:
                raise ValidationError(_("还没有题目：请选几道题，或从一个标签里随机抽。"))
            self.refuse_what_cannot_be_drawn(chosen, draws)
            refuse_twice(chosen, "question", _("这道题上面已经选了。"))
            refuse_twice(draws, "topic", _("这个标签上面已经有了。"))
            refuse_clips_of_others([*chosen, *draws], self.for_user)
        return said

    def rows(self, name: str) -> list[Any]:
        formset = self.formsets[name]
        filled = [row for row in formset.forms if row.cleaned_data.get("question") or row.cleaned_data.get("topic")]
        return [row for row in filled if not formset._should_delete_form(row)]

    def refuse_what_cannot_be_drawn(self, chosen: list[Any], draws: list[Any]) -> None:
        """What is chosen is not drawn once more, so it does not count."""
        taken = {row.cleaned_data["question"].pk for row in chosen}
        left = Question.objects.exclude(pk__in=taken)
        for row in draws:
            there = left.filter(tags=row.cleaned_data["topic"]).count()
            if row.cleaned_data["count"] > there:
                row.add_error(
                    "count", _("这个标签下（除去上面已选的）只有 %(there)s 道题，抽不了这么多。") % {"there": there}
                )
        together = left.filter(tags__in=[row.cleaned_data["topic"] for row in draws]).distinct().count()
        if not any(row.errors for row in draws) and sum(row.cleaned_data["count"] for row in draws) > together:
            words = _("这些标签有共同的题目，除去上面已选的，合起来只有 %(there)s 道，抽不了这么多。")
            raise ValidationError(words % {"there": together})


def refuse_twice(rows: list[Any], name: str, sentence: str) -> None:
    """Here and not in the database: rows that change places would meet there."""
    seen: set[Any] = set()
    for row in rows:
        value = row.cleaned_data[name]
        if value in seen:
            row.add_error(name, sentence)
        seen.add(value)


ROWS = ("chosen", "draws")
