"""Asking, answering, asking on, closing. Each locks before it looks, so that two at once come one after the other."""

from datetime import datetime, timedelta
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cms.remembering import tell
from college.courses.models import LessonPage
from college.dialogue.errors import SayingRefused
from college.dialogue.models import Message, Question
from college.people.models import User
from college.progress.models import Enrolment

TWICE = timedelta(minutes=10)
"""The same words on the same lesson within this time are one tap too many."""
ANSWERS = "answers"
"""What is remembered of a learner whom nobody has answered."""
A_DAY = 30
"""Messages of one learner in 24 hours."""


@transaction.atomic
def ask(*, enrolment: Enrolment, lesson: LessonPage, text: str) -> Question:
    """Once, however often it is sent. Raises SayingRefused."""
    now = timezone.now()
    learner = _lock_author(enrolment.learner_id)
    own = Question.objects.filter(enrolment=enrolment, lesson=lesson, closed_at=None)
    same = own.filter(messages__author=learner, messages__text=text, messages__sent_at__gte=now - TWICE).first()
    if same:
        return same
    _refuse_too_many(learner, now)
    question = Question.objects.create(
        enrolment=enrolment, lesson=lesson, lesson_title=lesson.title, asked_at=now, waits_since=now
    )
    Message.objects.create(question=question, author=learner, text=text, sent_at=now)
    return question


@transaction.atomic
def say(*, question: Question, author: User, text: str, read_to: int) -> None:
    """A teacher answers, or the learner asks on. `read_to` is the key of the last message that they had before them.

    Raises SayingRefused, and Question.DoesNotExist when its learner was erased.
    """
    now = timezone.now()
    author = _lock_author(author.pk)
    question = _lock(question)
    last = question.messages.latest("pk")
    if (last.author_id, last.text) == (author.pk, text) and not question.is_closed:
        return
    _refuse_overtaken(last, read_to)
    is_asking = author.pk == question.enrolment.learner_id
    if is_asking:
        _refuse_too_many(author, now)
    Message.objects.create(question=question, author=author, text=text, sent_at=now)
    transaction.on_commit(partial(tell, ANSWERS, question.enrolment.learner_id), robust=True)
    question.waits_since = (question.waits_since or now) if is_asking else None
    question.closed_at = None
    question.save(update_fields=["waits_since", "closed_at"])


@transaction.atomic
def close(*, question: Question, read_to: int) -> None:
    """It is clear, or needs no answer; not when something was said that they have not read. Raises as `say` does."""
    question = _lock(question)
    _refuse_overtaken(question.messages.latest("pk"), read_to)
    if not question.is_closed:
        question.waits_since, question.closed_at = None, timezone.now()
        question.save(update_fields=["waits_since", "closed_at"])


def _lock_author(pk: int) -> User:
    """Whoever erases them waits, and finds what they said; or was first, and then it would bring their words back."""
    author = User.objects.select_for_update(no_key=True).get(pk=pk)
    if author.erased_at:
        raise PermissionDenied("erased")
    return author


def _lock(question: Question) -> Question:
    locked: Question = Question.objects.select_for_update(of=("self",)).select_related("enrolment").get(pk=question.pk)
    return locked


def _refuse_overtaken(last: Message, read_to: int) -> None:
    if last.pk != read_to:
        raise SayingRefused("overtaken")


def _refuse_too_many(learner: User, now: datetime) -> None:
    own = Message.objects.filter(author=learner, question__enrolment__learner=F("author"))
    if own.filter(sent_at__gte=now - timedelta(days=1)).count() >= A_DAY:
        raise SayingRefused("too-many")
