from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from college.progress.teaching.scope import enrolments_seen_by

if TYPE_CHECKING:
    from college.people.models import User


class QuestionQuerySet(models.QuerySet):
    def of(self, learner: "User") -> "QuestionQuerySet":
        return self.filter(enrolment__learner=learner)

    def seen_by(self, teacher: "User") -> "QuestionQuerySet":
        """Those of learners whom they see; not their own."""
        seen = enrolments_seen_by(teacher).exclude(learner=teacher)
        return self.filter(Exists(seen.filter(pk=OuterRef("enrolment"))))

    def waiting(self) -> "QuestionQuerySet":
        """For a teacher, the longest first; of those who can still read an answer."""
        waiting = self.filter(waits_since__isnull=False, enrolment__learner__is_active=True)
        return waiting.order_by("waits_since", "pk")

    def answered(self) -> "QuestionQuerySet":
        """And not yet put away by the learner."""
        return self.filter(waits_since=None, closed_at=None)

    def heard(self) -> "QuestionQuerySet":
        """Those that no longer wait for a teacher."""
        return self.filter(waits_since=None).order_by("-pk")

    def with_course(self) -> "QuestionQuerySet":
        """And learner."""
        found = self.select_related("enrolment__learner", "enrolment__course")
        return found.defer("enrolment__course__description", "enrolment__course__outcomes")

    def with_words(self) -> "QuestionQuerySet":
        """Each with `first_words`, what was asked to begin with, and `last_words`."""
        return self.annotate(
            first_words=Subquery(_said().order_by("pk").values("text")[:1]),
            last_words=Subquery(_said().order_by("-pk").values("text")[:1]),
        )

    def with_messages(self) -> "QuestionQuerySet":
        """Each with `said` at hand."""
        from college.dialogue.models import Message

        return self.prefetch_related(Prefetch("messages", Message.objects.select_related("author")))


def _said() -> QuerySet:
    from college.dialogue.models import Message

    return Message.objects.filter(question=OuterRef("pk"))
