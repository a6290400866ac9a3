"""Asking, answering, asking on, closing. Each locks before it looks, so that two at once come one after the other."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from college.courses.models import LessonPage
from college.dialogue.errors import SayingRefused
from college.dialogue.models import Message, Question
from college.people.models import User
from college.progress.models import Enrolment

TWICE = timedelta(minutes=10)
"""The same words on the same lesson within this time are one tap too many."""
A_DAY = 30
"""Messages of one learner in 24 hours."""


@transaction.atomic
def ask(*, enrolment: Enrolment, lesson: LessonPage, text: str) -> Question:
    """Once, however often it is sent. Raises SayingRefused."""
    now = timezone.now()
    learner = User.objects.select_for_update(no_key=True).get(pk=enrolment.learner_id)
    just_now = Message.objects.filter(author=learner, text=text, sent_at__gte=now - TWICE)
    same = Question.objects.filter(messages__in=just_now, lesson=lesson).first()
    if same:
        return same
    _refuse_too_many(learner, now)
    question = Question.objects.create(
        enrolment=enrolment, lesson=lesson, lesson_title=lesson.title, asked_at=now, waits_since=now
    )
    Message.objects.create(question=question, author=learner, text=text, sent_at=now)
    return question


@transaction.atomic
def say(*, question: Question, author: User, text: str, read_to: int) -> Question:
    """A teacher answers, or the learner asks on. `read_to` is the key of the last message that they had before them.

    Raises SayingRefused: "overtaken" when somebody said something since.
    """
    now = timezone.now()
    author = User.objects.select_for_update(no_key=True).get(pk=author.pk)
    question = Question.objects.select_for_update(of=("self",)).select_related("enrolment").get(pk=question.pk)
    last = question.messages.order_by("-pk").first()
    if last and last.author_id == author.pk and last.text == text:
        return question
    if last and last.pk != read_to:
        raise SayingRefused("overtaken")
    is_asking = author.pk == question.enrolment.learner_id
    if is_asking:
        _refuse_too_many(author, now)
    Message.objects.create(question=question, author=author, text=text, sent_at=now)
    question.waits_since = (question.waits_since or now) if is_asking else None
    question.closed_at = None
    question.save(update_fields=["waits_since", "closed_at"])
    return question


@transaction.atomic
def close(*, question: Question) -> None:
    """It is clear to the learner, or needs no answer any more."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    if not question.closed_at:
        question.waits_since, question.closed_at = None, timezone.now()
        question.save(update_fields=["waits_since", "closed_at"])


def _refuse_too_many(learner: User, now: datetime) -> None:
    said = Message.objects.filter(author=learner, sent_at__gte=now - timedelta(days=1))
    if said.count() >= A_DAY:
        raise SayingRefused("too-many")
