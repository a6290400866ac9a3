"""What a teacher writes to learners of a course, and what of it a learner has not yet put away."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Exists, QuerySet
from django.utils import timezone

from college.people.models import User
from college.progress.models import Enrolment, Note
from college.progress.querysets import EnrolmentQuerySet

TWICE = timedelta(minutes=10)
"""The same words to the same learner within this time are one tap too many."""
BATCH = 1000
SHOWN = 5


def reachable(enrolments: EnrolmentQuerySet) -> EnrolmentQuerySet:
    """Those whose learners can still sign in and read."""
    return enrolments.filter(learner__is_active=True)


@transaction.atomic
def write(*, author: User, enrolments: EnrolmentQuerySet, kind: str, text: str) -> int:
    """To each of them, once however often it is sent; to how many it went."""
    words, sent = {"author": author, "kind": kind, "text": text}, 0
    keys = iter(reachable(enrolments).order_by("pk").values_list("pk", flat=True))
    while some := list(islice(keys, BATCH)):
        same = Note.objects.filter(**words, sent_at__gte=timezone.now() - TWICE)
        to = list(reachable(_locked(some)).exclude(pk__in=same.values("enrolment")).values_list("pk", flat=True))
        Note.objects.bulk_create(Note(**words, enrolment_id=pk) for pk in to)
        Enrolment.objects.filter(pk__in=to).update(has_unread_notes=True)
        sent += len(to)
    return sent


@transaction.atomic
def put_away(*, learner: User, pk: int) -> Note:
    """Marked as read, by whom it was written to; Note.DoesNotExist for anybody else."""
    note = to_learner(learner).get(pk=pk)
    enrolment = _locked([note.enrolment_id])
    Note.objects.filter(pk=pk, read_at=None).update(read_at=timezone.now())
    enrolment.update(has_unread_notes=Exists(Note.objects.filter(enrolment=note.enrolment_id, read_at=None)))
    return note


def _locked(keys: list[int]) -> EnrolmentQuerySet:
    """Taken in one order: of two at once the second sees what the first wrote, and neither waits for the other."""
    enrolments = Enrolment.objects.filter(pk__in=keys)
    list(enrolments.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    return enrolments


def to_learner(learner: User) -> QuerySet[Note]:
    return Note.objects.filter(enrolment__learner=learner).select_related("author", "enrolment__course")


def unread_in(enrolments: Iterable[Enrolment]) -> list[Note]:
    """The newest that were not put away, for `progress/_notes.html`. One query where there are any, else none."""
    written_to = {each.pk: each for each in enrolments if each.has_unread_notes}
    if not written_to:
        return []
    notes = list(Note.objects.filter(enrolment__in=written_to, read_at=None).select_related("author")[:SHOWN])
    for note in notes:
        note.enrolment = written_to[note.enrolment_id]
    return notes
