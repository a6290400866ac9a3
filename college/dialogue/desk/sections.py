from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.pages import shortened, when
from cms.desk.sections import Item, Section
from college.dialogue.models import Question
from college.dialogue.querysets import QuestionQuerySet


class OpenQuestions(Section):
    """Of learners whom this person sees, those that wait for an answer."""

    key, order = "questions", 12
    title = gettext_lazy("学员的提问，等您回答")

    def rows(self) -> QuestionQuerySet:
        named = Question.objects.seen_by(self.user).waiting().with_words()
        return named.select_related("enrolment__learner")

    def items(self, rows: Sequence[Any]) -> list[Item]:
        return [
            Item(
                shortened(question.last_words),
                reverse("questions:question", args=[question.pk]),
                _("%(who)s %(when)s 问") % {"who": question.enrolment.learner, "when": when(question.waits_since)},
                place=question.lesson_title,
            )
            for question in rows
        ]
