import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from college.progress.xapi.statements import Event, statement_id


@dataclass(frozen=True)
class Happening:
    """A kind of event and the rows that say it happened, at the time in the column `when`.

    A room gives its own by the hook `learning_events`. `event` makes of a row the event whose verb is `verb` and whose
    key is `kind` with the row's.
    """

    verb: str
    kind: str
    rows: QuerySet[Any]
    when: str
    event: Callable[[Any], Event]

    def since(self, moment: datetime) -> Iterator[int]:
        """The keys of the rows; of many no more is read until it is known which are needed."""
        return self.rows.filter(**{f"{self.when}__gte": moment}).values_list("pk", flat=True).iterator()

    def id_of(self, pk: int) -> uuid.UUID:
        return statement_id(self.verb, f"{self.kind}:{pk}")

    def events(self, pks: Iterable[int]) -> Iterator[Event]:
        return map(self.event, self.rows.filter(pk__in=pks))
