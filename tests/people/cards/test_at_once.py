"""Two at the same moment, on a real PostgreSQL."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from college.people.cards import actions
from college.people.models import PictureCode, SignInCard
from tests.factories import UserFactory
from tests.people.cards.cast import FOUR

pytestmark = [pytest.mark.on_postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def at_once(do: Callable[[], Any], times: int) -> list[Any]:
    start, done = threading.Barrier(times), []

    def go() -> None:
        start.wait()
        try:
            done.append(do())
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _time in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def test_two_teachers_who_make_her_card_leave_one_in_use() -> None:
    learner, by = UserFactory(), UserFactory()
    assert len(at_once(lambda: actions.make_cards(learners=[learner], by=by), 3)) == 3
    assert SignInCard.objects.in_use().count() == 1
    assert SignInCard.objects.count() == 3


def test_a_code_taken_twice_lets_one_in() -> None:
    offer = actions.offer_help(learner=UserFactory(), helper=UserFactory())
    taps = iter("abc")
    taken = at_once(lambda: actions.take_help(pk=offer.pk, tap=next(taps)), 3)
    assert len([one for one in taken if one]) == 1


def test_many_tries_at_once_are_no_more_than_five() -> None:
    learner = UserFactory()
    actions.choose_pictures(learner=learner, pictures=FOUR)
    at_once(lambda: actions.pictures_are_right(learner=learner, pictures=FOUR[::-1]), 7)
    assert PictureCode.objects.get().wrong == 5
    assert not actions.pictures_are_right(learner=learner, pictures=FOUR)
