"""What a teacher writes to learners of a course, and what of it a learner has not yet put away."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from college.people.models import User
from college.progress.models import Enrolment, Note
from college.progress.querysets import EnrolmentQuerySet
from college.progress.standing import in_their_courses

TWICE = timedelta(minutes=10)
"""The same words to the same learner within this time are one tap too many."""
BATCH = 1000
SHOWN = 5


def reachable(enrolments: EnrolmentQuerySet) -> EnrolmentQuerySet:
    """Those whose learners can still sign in and read."""
    return enrolments.filter(learner__is_active=True)


@transaction.atomic
def write(*, author: User, enrolments: EnrolmentQuerySet, kind: str, text: str) -> int:
    """To each of them, once however often it is sent; to how many it went.

    The author is locked before looking: of two taps at the same moment the second sees what the first sent.
    """
    User.objects.select_for_update(no_key=True).get(pk=author.pk)
    same = Note.objects.filter(author=author, text=text, kind=kind, sent_at__gte=timezone.now() - TWICE)
    to = reachable(enrolments).order_by().exclude(pk__in=same.values("enrolment"))
    notes = [Note(enrolment_id=pk, author=author, kind=kind, text=text) for pk in to.values_list("pk", flat=True)]
    return len(Note.objects.bulk_create(notes, batch_size=BATCH))


def put_away(*, learner: User, pk: int) -> Note:
    """Marked as read, by whom it was written to; Note.DoesNotExist for anybody else."""
    note = to_learner(learner).get(pk=pk)
    Note.objects.filter(pk=pk, read_at=None).update(read_at=timezone.now())
    return note


def to_learner(learner: User) -> QuerySet[Note]:
    return Note.objects.filter(enrolment__learner=learner).select_related("author", "enrolment__course")


def not_put_away(learner: User) -> QuerySet[Note]:
    return Note.objects.filter(enrolment__learner=learner, read_at=None)


def unread(learner: User) -> list[Note]:
    """The newest that were not put away, for `progress/_notes.html`. Three queries."""
    notes = list(not_put_away(learner).prefetch_related("author", "enrolment")[:SHOWN])
    in_their_courses(note.enrolment for note in notes)
    return notes


def unread_in(enrolment: Enrolment) -> list[Note]:
    """Those of one course. One query."""
    return list(enrolment.notes.filter(read_at=None).select_related("author")[:SHOWN])
