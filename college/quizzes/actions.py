"""Beginning an attempt, answering, handing in. Each locks first, so that two tabs or two devices take turns."""

from datetime import datetime, timedelta
from random import Random, SystemRandom

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from college.people.models import User
from college.quizzes import asking, marking
from college.quizzes.cards import quiz_card
from college.quizzes.errors import AnswerRefused, AttemptRefused
from college.quizzes.models import Attempt, Question, Quiz, Response
from college.quizzes.signals import attempt_finished, attempts_passed, pass_mark_set


def begin(
    *, learner: User | AnonymousUser, quiz: Quiz, is_untimed: bool, now: datetime, rng: Random | None = None
) -> Attempt:
    """The attempt that is open, or a new one with its questions drawn; one whose time is up is handed in first.

    That counts also when a new one is refused: AttemptRefused.
    """
    left_lying = Attempt.objects.of(learner).open().filter(quiz=quiz).first()
    if left_lying and left_lying.is_over(now) and not is_untimed:
        hand_in(attempt=left_lying, now=now)
    return _begun(learner, quiz, is_untimed=is_untimed, now=now, rng=rng)


@transaction.atomic
def _begun(
    learner: User | AnonymousUser, quiz: Quiz, *, is_untimed: bool, now: datetime, rng: Random | None
) -> Attempt:
    """The learner's row is locked: two taps find the same attempt and count as one."""
    person = User.objects.select_for_update(no_key=True).get(pk=learner.pk)
    card = quiz_card(quiz, person, now)
    if card.open:
        return card.open
    _refuse_too_many(card.left, card.ready_at)
    rng = rng or SystemRandom()
    questions = asking.draw(quiz, rng=rng)
    if not questions:
        raise AttemptRefused("no-questions")
    attempt = Attempt.objects.create(
        learner=person,
        quiz=quiz,
        quiz_title=quiz.title,
        pass_mark=quiz.pass_mark,
        shows_answers=quiz.shows_answers,
        started_at=now,
        due_at=_due_at(quiz, is_untimed, now),
    )
    Response.objects.bulk_create(_responses(attempt, questions, rng))
    return attempt


def _refuse_too_many(left: int | None, ready_at: datetime | None) -> None:
    if left == 0:
        raise AttemptRefused("no-attempts-left")
    if ready_at:
        raise AttemptRefused("cooling-down", until=ready_at)


def _due_at(quiz: Quiz, is_untimed: bool, now: datetime) -> datetime | None:
    if is_untimed or not quiz.time_limit_minutes:
        return None
    return now + timedelta(minutes=quiz.time_limit_minutes)


def _responses(attempt: Attempt, questions: list[Question], rng: Random) -> list[Response]:
    return [
        Response(
            learner_id=attempt.learner_id,
            attempt=attempt,
            number=number,
            question=question,
            shown=asking.shown(question, rng=rng, is_shuffled=attempt.quiz.is_shuffled),
        )
        for number, question in enumerate(questions, 1)
    ]


def answer(
    *, attempt: Attempt, number: int, answer: marking.Answer, now: datetime, is_untimed: bool = False
) -> Response:
    """Keep this answer to the question of this number, instead of an earlier one unless that was already marked.

    Raises AnswerRefused; when time is up, the attempt is handed in as it stands.
    """
    with transaction.atomic():
        attempt = _locked(attempt)
        if attempt.is_finished:
            raise AnswerRefused("finished")
        if is_untimed or not attempt.is_over(now):
            return _kept(attempt, number, answer, now)
        hand_in(attempt=attempt, now=now)
    raise AnswerRefused("time-is-up")


def _kept(attempt: Attempt, number: int, answer: marking.Answer, now: datetime) -> Response:
    response = attempt.responses.filter(number=number).first()
    if response is None:
        raise AnswerRefused("no-such-question")
    if response.answered_at and response.answer == answer:
        return response
    if response.answered_at and attempt.shows_answers == Quiz.Answers.AT_ONCE:
        raise AnswerRefused("already-answered")
    response.answer, response.answered_at = answer, now
    response.is_correct = marking.is_correct(response.shown, answer)
    response.save(update_fields=["answer", "answered_at", "is_correct"])
    return response


@transaction.atomic
def hand_in(*, attempt: Attempt, now: datetime, is_untimed: bool = False) -> Attempt:
    """Finish an attempt, once however often it is asked; what was not answered counts as not right.

    It is judged by the mark it began with, or today's where that is lower.
    """
    attempt = _locked(attempt)
    if attempt.is_finished:
        return attempt
    marks = list(attempt.responses.values_list("is_correct", flat=True))
    right = sum(mark is True for mark in marks)
    attempt.score = 100 * right // len(marks)
    attempt.pass_mark = min(attempt.pass_mark, attempt.quiz.pass_mark)
    attempt.is_passed = attempt.score >= attempt.pass_mark
    attempt.finished_at = now if is_untimed else _ended(attempt, now)
    attempt.save(update_fields=["score", "pass_mark", "is_passed", "finished_at"])
    transaction.on_commit(lambda: attempt_finished.send_robust(Attempt, attempt_id=attempt.pk))
    return attempt


def _ended(attempt: Attempt, now: datetime) -> datetime:
    """When its time was up, if it is: a sweep may come later. Who had all the time it takes may have answered since."""
    if attempt.ends_at is None or not attempt.is_over(now):
        return now
    latest = attempt.responses.aggregate(at=Max("answered_at"))["at"]
    return max(attempt.ends_at, latest or attempt.ends_at)


@transaction.atomic
def judge_again(*, quiz: Quiz) -> None:
    """Count what was handed in before as passed where it reaches today's mark. A higher mark takes nothing away.

    Open attempts are among the rows, and all are locked: one handed in at this moment is neither missed nor passed
    without a word.
    """
    judged = Attempt.objects.filter(quiz=quiz, is_passed=False, pass_mark__gt=quiz.pass_mark)
    reached = judged.filter(Q(finished_at=None) | Q(score__gte=quiz.pass_mark))
    found = reached.select_for_update().order_by("pk").values_list("pk", "finished_at")
    passed = [pk for pk, finished_at in found if finished_at]
    reached.update(pass_mark=quiz.pass_mark, is_passed=Q(finished_at__isnull=False))
    if passed:
        transaction.on_commit(lambda: attempts_passed.send_robust(Attempt, attempt_ids=passed))
    pass_mark_set.send(Quiz, quiz_id=quiz.pk)


def _locked(attempt: Attempt) -> Attempt:
    return Attempt.objects.select_for_update(of=("self",)).select_related("quiz").get(pk=attempt.pk)


def hand_in_overdue(*, now: datetime | None = None) -> None:
    """A sweep: what somebody left lying is handed in when its time is up, as it stands."""
    now = now or timezone.now()
    for attempt in Attempt.objects.past_due(now):
        if attempt.is_over(now):
            hand_in(attempt=attempt, now=now)
