"""Beginning, answering and handing in, one after the other and at the same moment."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from college.people.models import TextSize
from college.quizzes import actions
from college.quizzes.errors import AnswerRefused, AttemptRefused
from college.quizzes.models import Attempt, Quiz, Response
from college.quizzes.querysets import best_by_quiz
from college.quizzes.signals import attempt_finished, attempts_passed
from tests.factories import UserFactory
from tests.quizzes.bank import a_question
from tests.quizzes.cast import MORNING, Kind, a_quiz, a_quiz_of, answer, answer_all, begin, right, wrong

MINUTE = timedelta(minutes=1)


@pytest.fixture
def heard() -> Iterator[list[int]]:
    """The attempts announced as finished."""
    found: list[int] = []

    def hear(*, attempt_id: int, **_: object) -> None:
        found.append(attempt_id)

    attempt_finished.connect(hear)
    yield found
    attempt_finished.disconnect(hear)


@pytest.fixture
def heard_later() -> Iterator[list[list[int]]]:
    """The attempts announced as passed after the mark was lowered, each time."""
    found: list[list[int]] = []

    def hear(*, attempt_ids: list[int], **_: object) -> None:
        found.append(attempt_ids)

    attempts_passed.connect(hear)
    yield found
    attempts_passed.disconnect(hear)


def refused(action: Callable[[], Any]) -> str:
    with pytest.raises((AttemptRefused, AnswerRefused)) as refusal:
        action()
    return refusal.value.code


@pytest.mark.django_db
class TestBeginning:
    def test_every_question_is_kept_as_it_was_shown_in_its_order(self) -> None:
        quiz = a_quiz(a_question(text="先"), a_question(Kind.MATCHING, text="后"))
        attempt = begin(quiz)
        assert (attempt.quiz_title, attempt.pass_mark, attempt.due_at) == (quiz.title, 60, None)
        assert [(found.number, found.shown["text"]) for found in attempt.responses.all()] == [(1, "先"), (2, "后")]

    def test_who_began_goes_on_with_it(self) -> None:
        quiz, learner = a_quiz_of(1, attempts_allowed=1), UserFactory()
        assert begin(quiz, learner) == begin(quiz, learner, now=MORNING + 60 * MINUTE)

    def test_no_more_than_the_attempts_allowed(self) -> None:
        quiz, learner = a_quiz_of(1, attempts_allowed=2), UserFactory()
        for _ in range(2):
            answer_all(begin(quiz, learner), right_ones=0)
        assert refused(partial(begin, quiz, learner)) == "no-attempts-left"
        assert begin(quiz)

    def test_who_did_not_pass_waits_a_while(self) -> None:
        quiz, learner = a_quiz_of(1, cool_down_minutes=30), UserFactory()
        answer_all(begin(quiz, learner), right_ones=0)
        with pytest.raises(AttemptRefused) as refusal:
            begin(quiz, learner, now=MORNING + 29 * MINUTE)
        assert (refusal.value.code, refusal.value.until) == ("cooling-down", MORNING + 30 * MINUTE)
        assert begin(quiz, learner, now=MORNING + 30 * MINUTE)

    def test_who_passed_may_do_it_again_at_once(self) -> None:
        quiz, learner = a_quiz_of(1, cool_down_minutes=30), UserFactory()
        answer_all(begin(quiz, learner), right_ones=1)
        assert begin(quiz, learner)

    def test_a_quiz_without_questions_begins_nothing(self) -> None:
        assert refused(partial(begin, a_quiz())) == "no-questions"
        assert not Attempt.objects.exists()

    def test_what_was_left_until_its_time_was_up_is_handed_in_first(self) -> None:
        quiz, learner = a_quiz_of(1, time_limit_minutes=5), UserFactory()
        first = begin(quiz, learner)
        second = begin(quiz, learner, now=MORNING + 6 * MINUTE)
        first.refresh_from_db()
        assert second != first
        assert first.is_finished

    def test_what_was_left_lying_counts_also_when_no_other_may_be_begun(self) -> None:
        quiz, learner = a_quiz_of(1, time_limit_minutes=5, attempts_allowed=1), UserFactory()
        left = begin(quiz, learner)
        assert refused(partial(begin, quiz, learner, now=MORNING + 60 * MINUTE)) == "no-attempts-left"
        left.refresh_from_db()
        assert left.is_finished

    def test_who_reads_in_large_letters_has_no_time_limit(self) -> None:
        quiz = a_quiz_of(1, time_limit_minutes=5)
        assert begin(quiz).due_at == MORNING + 5 * MINUTE
        assert begin(quiz, is_untimed=True).due_at is None


@pytest.mark.django_db
class TestAnswering:
    def test_an_answer_is_kept_with_whether_it_is_right(self) -> None:
        response = begin(a_quiz_of(1)).responses.get()
        answer(response, right(response))
        response.refresh_from_db()
        assert (response.is_correct, response.answered_at) == (True, MORNING)

    def test_an_answer_may_be_changed_until_it_is_marked(self) -> None:
        response = begin(a_quiz_of(1)).responses.get()
        answer(response, wrong(response))
        assert answer(response, right(response)).is_correct is True

    def test_an_answer_that_was_marked_at_once_stays(self) -> None:
        response = begin(a_quiz_of(1, shows_answers=Quiz.Answers.AT_ONCE)).responses.get()
        answer(response, wrong(response))
        assert refused(partial(answer, response, right(response))) == "already-answered"
        assert answer(response, wrong(response)).is_correct is False

    def test_when_answers_are_marked_stays_as_it_was_when_one_began(self) -> None:
        marked, unmarked = (begin(a_quiz_of(1, shows_answers=when)) for when in ("at-once", "at-end"))
        first, second = marked.responses.get(), unmarked.responses.get()
        for response in (first, second):
            answer(response, wrong(response))
        Quiz.objects.filter(pk=marked.quiz_id).update(shows_answers=Quiz.Answers.AT_END)
        Quiz.objects.filter(pk=unmarked.quiz_id).update(shows_answers=Quiz.Answers.AT_ONCE)
        assert refused(partial(answer, first, right(first))) == "already-answered"
        assert answer(second, right(second)).is_correct is True

    def test_grace_is_given_and_then_the_attempt_is_handed_in_as_it_stands(self, heard: list[int]) -> None:
        attempt = begin(a_quiz_of(2, time_limit_minutes=5, grace_seconds=30))
        first, second = attempt.responses.all()
        answer(first, right(first), now=MORNING + 5 * MINUTE + timedelta(seconds=30))
        late = MORNING + 5 * MINUTE + timedelta(seconds=31)
        assert refused(partial(answer, second, right(second), now=late)) == "time-is-up"
        attempt.refresh_from_db()
        assert (attempt.finished_at, attempt.score) == (late - timedelta(seconds=1), 50)

    def test_who_turns_to_large_letters_on_the_way_is_not_cut_off(self) -> None:
        response = begin(a_quiz_of(1, time_limit_minutes=5)).responses.get()
        assert answer(response, right(response), now=MORNING + 90 * MINUTE, is_untimed=True).is_correct

    def test_nothing_is_answered_after_handing_in_nor_of_another_number(self) -> None:
        attempt = begin(a_quiz_of(1))
        response = attempt.responses.get()
        other = Response(attempt=attempt, number=7, shown=response.shown)
        assert refused(partial(answer, other, right(response))) == "no-such-question"
        actions.hand_in(attempt=attempt, now=MORNING)
        assert refused(partial(answer, response, right(response))) == "finished"
        response.refresh_from_db()
        assert response.answer is None


@pytest.mark.django_db
class TestHandingIn:
    @pytest.mark.parametrize(("right_ones", "score", "is_passed"), [(0, 0, False), (1, 33, False), (2, 66, True)])
    def test_the_share_of_right_answers_decides(self, right_ones: int, score: int, is_passed: bool) -> None:
        attempt = answer_all(begin(a_quiz_of(3, pass_mark=66)), right_ones=right_ones)
        assert (attempt.score, attempt.is_passed) == (score, is_passed)

    def test_a_pass_mark_is_not_reached_by_rounding(self) -> None:
        assert not answer_all(begin(a_quiz_of(3, pass_mark=67)), right_ones=2).is_passed

    def test_what_was_left_out_counts_as_not_right(self) -> None:
        attempt = begin(a_quiz_of(2))
        first = attempt.responses.first()
        answer(first, right(first))
        assert actions.hand_in(attempt=attempt, now=MORNING).score == 50

    def test_a_pass_mark_raised_later_does_not_reach_what_was_begun(self) -> None:
        quiz = a_quiz_of(2, pass_mark=50)
        attempt = begin(quiz)
        Quiz.objects.update(pass_mark=100)
        assert answer_all(attempt, right_ones=1).is_passed

    def test_it_is_announced_once(
        self, heard: list[int], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        attempt = begin(a_quiz_of(1))
        with django_capture_on_commit_callbacks(execute=True):
            once = actions.hand_in(attempt=attempt, now=MORNING)
            again = actions.hand_in(attempt=attempt, now=MORNING + MINUTE)
        assert heard == [attempt.pk]
        assert again.finished_at == once.finished_at

    @pytest.mark.on_postgres
    def test_a_sweep_hands_in_what_was_left_lying_but_for_those_who_have_no_time_limit(self) -> None:
        quiz = a_quiz_of(1, time_limit_minutes=5)
        left, untimed = begin(quiz), begin(quiz, is_untimed=True)
        turned = begin(quiz, UserFactory(text_size=TextSize.LARGEST))
        still = begin(quiz, now=MORNING + 3 * MINUTE)
        actions.hand_in_overdue(now=MORNING + 6 * MINUTE)
        assert list(Attempt.objects.finished()) == [left]
        assert set(Attempt.objects.open()) == {untimed, turned, still}
        assert Attempt.objects.get(pk=left.pk).finished_at == MORNING + 5 * MINUTE + timedelta(seconds=30)
        last = answer(turned.responses.get(), {"answer": "1"}, now=MORNING + 90 * MINUTE, is_untimed=True)
        actions.hand_in_overdue(now=MORNING + timedelta(days=2))
        assert list(Attempt.objects.open()) == [untimed]
        assert Attempt.objects.get(pk=turned.pk).finished_at == last.answered_at

    def test_the_pause_begins_when_the_time_was_up_however_late_it_is_noticed(self) -> None:
        quiz, learner = a_quiz_of(1, time_limit_minutes=5, cool_down_minutes=60), UserFactory()
        begin(quiz, learner)
        actions.hand_in_overdue(now=MORNING + 50 * MINUTE)
        assert begin(quiz, learner, now=MORNING + 66 * MINUTE)

    @pytest.mark.on_postgres
    def test_a_pass_mark_lowered_later_counts_for_what_was_handed_in_and_for_what_was_begun(self) -> None:
        quiz = a_quiz_of(4, pass_mark=80)
        reached, short, open_one = (begin(quiz) for _ in range(3))
        answer_all(reached, right_ones=2)
        answer_all(short, right_ones=1)
        quiz.pass_mark = 50
        quiz.save()
        answer_all(open_one, right_ones=2)
        judged = {
            pk: (mark, passed) for pk, mark, passed in Attempt.objects.values_list("pk", "pass_mark", "is_passed")
        }
        assert judged == {reached.pk: (50, True), short.pk: (80, False), open_one.pk: (50, True)}

    @pytest.mark.on_postgres
    def test_only_who_passes_because_the_mark_was_lowered_is_announced_and_once(
        self, heard_later: list[list[int]], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        quiz = a_quiz_of(4, pass_mark=80)
        passed, reached, short, _open_one = (begin(quiz) for _ in range(4))
        for attempt, right_ones in ((passed, 4), (reached, 2), (short, 1)):
            answer_all(attempt, right_ones=right_ones)
        for mark in (60, 50, 50, 90, 30):
            quiz.pass_mark = mark
            with django_capture_on_commit_callbacks(execute=True):
                quiz.save()
        assert heard_later == [[reached.pk]]

    def test_a_pass_mark_raised_later_takes_nothing_away(self) -> None:
        quiz = a_quiz_of(2, pass_mark=50)
        attempt = answer_all(begin(quiz), right_ones=1)
        quiz.pass_mark = 100
        quiz.save()
        attempt.refresh_from_db()
        assert (attempt.is_passed, attempt.pass_mark) == (True, 50)

    def test_the_best_attempt_at_each_quiz_is_found_in_one_query(self, django_assert_num_queries: Any) -> None:
        learner, quizzes = UserFactory(), [a_quiz_of(2), a_quiz_of(2), a_quiz_of(2)]
        found = [[answer_all(begin(quiz, learner), right_ones=ones) for ones in (1, 2, 0)] for quiz in quizzes[:2]]
        begin(quizzes[2], learner)
        with django_assert_num_queries(1):
            best = best_by_quiz(learner, quizzes)
        assert best == {quiz.pk: attempts[1] for quiz, attempts in zip(quizzes[:2], found, strict=True)}


@pytest.mark.on_postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestAtOnce:
    def at_once(self, *told: Callable[[], Any]) -> list[Any]:
        """What they return, or the code of the refusal, each in a thread with its own connection."""
        start = threading.Barrier(len(told))

        def run(action: Callable[[], Any]) -> Any:
            start.wait()
            try:
                return action()
            except (AnswerRefused, AttemptRefused) as refusal:
                return refusal.code
            finally:
                connection.close()

        with ThreadPoolExecutor(len(told)) as pool:
            return list(pool.map(run, told))

    def test_two_taps_begin_one_attempt(self) -> None:
        quiz, learner = a_quiz_of(3, attempts_allowed=1), UserFactory()
        found = self.at_once(*[partial(begin, quiz, learner)] * 4)
        assert {attempt.pk for attempt in found} == {Attempt.objects.get().pk}
        assert Response.objects.count() == 3

    def test_two_devices_that_answer_and_hand_in_finish_once_with_a_true_score(self, heard: list[int]) -> None:
        attempt = begin(a_quiz_of(2))
        first, second = attempt.responses.all()
        answer(first, right(first))
        self.at_once(
            partial(answer, second, right(second)),
            partial(actions.hand_in, attempt=attempt, now=MORNING),
            partial(actions.hand_in, attempt=attempt, now=MORNING + MINUTE),
        )
        attempt.refresh_from_db()
        right_ones = attempt.responses.filter(is_correct=True).count()
        assert attempt.score == 50 * right_ones
        assert heard == [attempt.pk]

    def test_of_two_answers_that_are_marked_at_once_the_first_stays(self) -> None:
        response = begin(a_quiz_of(1, shows_answers=Quiz.Answers.AT_ONCE)).responses.get()
        found = self.at_once(partial(answer, response, right(response)), partial(answer, response, wrong(response)))
        kept = next(each for each in found if isinstance(each, Response))
        response.refresh_from_db()
        assert "already-answered" in found
        assert response.answer == kept.answer
