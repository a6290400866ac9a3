from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from college.people.models import TextSize

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from college.people.models import User
    from college.quizzes.models import Attempt, Quiz


class AttemptQuerySet(models.QuerySet):
    def of(self, learner: "User | AnonymousUser") -> "AttemptQuerySet":
        return self.filter(learner=learner.pk)

    def open(self) -> "AttemptQuerySet":
        return self.filter(finished_at=None)

    def finished(self) -> "AttemptQuerySet":
        return self.exclude(finished_at=None)

    def passed(self) -> "AttemptQuerySet":
        return self.finished().filter(is_passed=True)

    def past_due(self, now: datetime) -> "AttemptQuerySet":
        """Open ones past their time, grace aside. Who reads in large letters may go on, and has a day."""
        reads_large = Q(learner__text_size__in=[TextSize.LARGE, TextSize.LARGEST])
        in_time = reads_large & Q(due_at__gte=now - timedelta(days=1))
        return self.open().filter(due_at__lt=now).exclude(in_time).select_related("quiz")


def best_by_quiz(learner: "User | AnonymousUser", quizzes: "Iterable[Quiz | int]") -> "dict[int, Attempt]":
    """The learner's best finished attempt at each of these quizzes, of equals the first. One query."""
    from college.quizzes.models import Attempt

    attempts = Attempt.objects.of(learner).finished().filter(quiz__in=list(quizzes))
    ranked = attempts.order_by("is_passed", "score", "-finished_at", "-pk")
    return {attempt.quiz_id: attempt for attempt in ranked}
