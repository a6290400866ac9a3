from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db import models

if TYPE_CHECKING:
    from college.people.models import User


class LearnedCharacterQuerySet(models.QuerySet[Any]):
    def of(self, user: "User | AnonymousUser") -> "LearnedCharacterQuerySet":
        return self.filter(learner=user.pk)

    def known(self) -> "LearnedCharacterQuerySet":
        return self.filter(is_known=True)

    def due(self, day: date) -> "LearnedCharacterQuerySet":
        """What waits longest comes first."""
        return self.filter(due_on__lte=day).order_by("due_on", "pk")
