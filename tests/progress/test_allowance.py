"""Whatever a script sends, a person's maps grow no faster than two players at the highest speed could make it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from college.progress.allowance import HIGHEST_SPEED, SEATS, SLACK, SeatRow, seat_of, with_seat

PAGE_SHOWN = 1_700_000_000.0

# (seconds after the last message, which player, its token's age when sent, message number, seconds claimed)
messages = st.lists(
    st.tuples(st.floats(0, 400), st.integers(0, 8), st.floats(0, 5000), st.integers(1, 200), st.integers(0, 20_000)),
    max_size=60,
)


def listen(rows: list[SeatRow], *, client: str, issued: float, number: int, claimed: int, now: float) -> tuple:
    place, seat = seat_of(client, rows, issued=issued)
    if seat.has_heard(number):
        return rows, 0
    believed = min(claimed, seat.allows(now))
    return with_seat(rows, place, seat.after(number, believed, now)), believed


@given(messages)
def test_a_script_with_any_number_of_players_and_tokens_gets_no_more_than_two_seats_hold(sent: list[tuple]) -> None:
    rows: list[SeatRow] = []
    now, total = PAGE_SHOWN, 0
    for passed, player, age, number, claimed in sent:
        now += passed
        issued = max(PAGE_SHOWN, now - age)
        rows, believed = listen(rows, client=f"p{player}", issued=issued, number=number, claimed=claimed, now=now)
        total += believed
        assert total <= SEATS * (HIGHEST_SPEED * (now - PAGE_SHOWN) + SLACK) + 1e-3
        assert len(rows) <= SEATS


@given(st.lists(st.tuples(st.floats(0, 400), st.integers(1, 200), st.integers(0, 20_000)), max_size=60))
def test_one_player_gets_no_more_than_time_times_speed(sent: list[tuple]) -> None:
    rows: list[SeatRow] = []
    now, total = PAGE_SHOWN, 0
    for passed, number, claimed in sent:
        now += passed
        rows, believed = listen(rows, client="p", issued=PAGE_SHOWN, number=number, claimed=claimed, now=now)
        total += believed
        assert total <= HIGHEST_SPEED * (now - PAGE_SHOWN) + SLACK + 1e-3


def test_inventing_a_thousand_players_at_once_gives_the_slack_of_two() -> None:
    rows: list[SeatRow] = []
    total = 0
    for player in range(1000):
        rows, believed = listen(rows, client=f"p{player}", issued=PAGE_SHOWN, number=1, claimed=999, now=PAGE_SHOWN)
        total += believed
    assert total <= SEATS * SLACK


def test_a_player_that_was_offline_for_an_hour_may_send_it_in_a_burst() -> None:
    rows: list[SeatRow] = []
    now = PAGE_SHOWN + 3600
    total = 0
    for number in range(1, 61):
        rows, believed = listen(rows, client="p", issued=PAGE_SHOWN, number=number, claimed=60, now=now)
        total += believed
    assert total == 3600


@pytest.mark.parametrize("was_heard", [True, False])
def test_a_player_that_is_offline_keeps_its_hour_whatever_the_television_shows_meanwhile(was_heard: bool) -> None:
    rows: list[SeatRow] = []
    if was_heard:
        rows, _ = listen(rows, client="phone", issued=PAGE_SHOWN, number=1, claimed=10, now=PAGE_SHOWN + 10)
    for lesson in range(1, 6):
        shown = PAGE_SHOWN + lesson * 600
        for number in range(1, 7):  # the last is sent on leaving, when the next page was already shown
            heard = shown + number * 100 + (2 if number == 6 else 0)
            rows, believed = listen(
                rows, client=f"lesson {lesson}", issued=shown, number=number, claimed=100, now=heard
            )
            assert believed == 100
    now, total = PAGE_SHOWN + 3700, 0
    for number in range(2, 62):
        rows, believed = listen(rows, client="phone", issued=PAGE_SHOWN, number=number, claimed=60, now=now)
        total += believed
    assert total == 3600


def test_messages_that_overtake_each_other_are_all_heard_once() -> None:
    rows: list[SeatRow] = []
    for number in (3, 1, 2):
        rows, believed = listen(rows, client="p", issued=PAGE_SHOWN, number=number, claimed=10, now=PAGE_SHOWN + 60)
        assert believed == 10
    for number in (1, 2, 3):
        rows, believed = listen(rows, client="p", issued=PAGE_SHOWN, number=number, claimed=10, now=PAGE_SHOWN + 600)
        assert believed == 0


def test_a_message_far_behind_is_taken_for_a_repeat() -> None:
    rows: list[SeatRow] = []
    rows, _ = listen(rows, client="p", issued=PAGE_SHOWN, number=2**52, claimed=1, now=PAGE_SHOWN + 60)
    rows, believed = listen(rows, client="p", issued=PAGE_SHOWN, number=1, claimed=10, now=PAGE_SHOWN + 60)
    assert believed == 0


def test_a_clock_set_back_gives_nothing_and_breaks_nothing() -> None:
    rows: list[SeatRow] = []
    rows, _ = listen(rows, client="p", issued=PAGE_SHOWN, number=1, claimed=100, now=PAGE_SHOWN + 50)
    rows, believed = listen(rows, client="p", issued=PAGE_SHOWN, number=2, claimed=100, now=PAGE_SHOWN - 500)
    assert believed == 0
