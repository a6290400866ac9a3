from typing import Any

from django.db import models


class StatementQuerySet(models.QuerySet[Any]):
    def given_up(self) -> "StatementQuerySet":
        """Not sent, and not to be sent before a person says so."""
        return self.filter(sent_at=None, due_at=None)

    def on_their_way(self) -> "StatementQuerySet":
        return self.filter(sent_at=None, due_at__isnull=False)
