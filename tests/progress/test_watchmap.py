"""Properties of the watch map: how play was cut into messages, and in what order they came, never matters."""

from itertools import pairwise
from math import ceil, floor
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from college.progress import watchmap

DURATION = 83.4
seconds = st.floats(0, DURATION, allow_nan=False)
ranges = st.tuples(seconds, seconds).map(lambda pair: (min(pair), max(pair)))
plays = st.lists(ranges, max_size=12)


def covered_share(second: int, start: float, end: float) -> float:
    """How much of a second a range covers, counted the slow way."""
    there_is = min(second + 1, DURATION) - second
    return max(0.0, min(end, second + there_is) - max(start, second)) / there_is


@given(ranges)
def test_a_second_counts_when_most_of_it_was_played(played: tuple[float, float]) -> None:
    covered = watchmap.of_ranges([played], DURATION)
    for second in range(84):
        share = covered_share(second, *played)
        if abs(share - 0.5) > 1e-9:
            assert bool(covered >> second & 1) == (share > 0.5)


@given(plays, st.randoms(use_true_random=False))
def test_the_order_and_repetition_of_ranges_change_nothing(played: list[tuple[float, float]], random: Random) -> None:
    again = [*played, *played]
    random.shuffle(again)
    assert watchmap.of_ranges(again, DURATION) == watchmap.of_ranges(played, DURATION)


@given(plays, st.lists(seconds, max_size=8))
def test_splitting_ranges_within_a_message_changes_nothing(
    played: list[tuple[float, float]], cuts: list[float]
) -> None:
    split = [piece for start, end in played for piece in pieces(start, end, cuts)]
    assert watchmap.of_ranges(split, DURATION) == watchmap.of_ranges(played, DURATION)


@given(ranges, st.lists(st.integers(0, 84), max_size=8))
def test_splitting_play_into_messages_at_whole_seconds_changes_nothing(
    played: tuple[float, float], cuts: list[int]
) -> None:
    start, end = played
    wide = (floor(start), min(ceil(end), DURATION))
    merged = 0
    for piece in pieces(*wide, cuts):
        merged |= watchmap.of_ranges([piece], DURATION)
    assert merged == watchmap.of_ranges([wide], DURATION)


@given(ranges, st.lists(seconds, max_size=8))
def test_splitting_play_into_messages_anywhere_claims_no_more_and_loses_no_second_but_those_cut(
    played: tuple[float, float], cuts: list[float]
) -> None:
    merged = 0
    for piece in pieces(*played, cuts):
        merged |= watchmap.of_ranges([piece], DURATION)
    whole = watchmap.of_ranges([played], DURATION)
    assert merged & ~whole == 0
    lost = {second for second in range(84) if (whole & ~merged) >> second & 1}
    assert lost <= {floor(cut) for cut in cuts}


@given(st.lists(plays, max_size=5))
def test_messages_merged_one_by_one_hold_at_most_what_one_message_with_all_would(
    messages: list[list[tuple[float, float]]],
) -> None:
    merged = 0
    for message in messages:
        merged |= watchmap.of_ranges(message, DURATION)
    together = watchmap.of_ranges([played for message in messages for played in message], DURATION)
    assert merged & ~together == 0


@given(st.lists(st.tuples(st.integers(0, 84), st.integers(0, 84)).map(sorted), max_size=8))
def test_time_in_more_than_one_range_was_played_again(played: list[list[int]]) -> None:
    again = watchmap.of_ranges(watchmap.overlaps((start, end) for start, end in played), 84)
    for second in range(84):
        assert bool(again >> second & 1) == (sum(start <= second < end for start, end in played) > 1)


@given(plays, st.randoms(use_true_random=False))
def test_the_order_of_ranges_does_not_change_what_was_played_again(
    played: list[tuple[float, float]], random: Random
) -> None:
    shuffled = random.sample(played, len(played))
    assert watchmap.overlaps(shuffled) == watchmap.overlaps(played)


@given(st.integers(0, 1 << 100), st.integers(1, 5))
def test_long_runs_are_the_stretches_of_that_length_and_more(map_: int, length: int) -> None:
    long = [each for each in watchmap.ranges_of(map_) if each[1] - each[0] >= length]
    assert watchmap.ranges_of(watchmap.long_runs(map_, length)) == long


def test_the_whole_video_is_all_its_seconds_and_no_more() -> None:
    assert watchmap.of_ranges([(0, DURATION + 1)], DURATION) == (1 << 84) - 1
    assert watchmap.seconds_in(DURATION) == 84
    assert watchmap.seconds_in(90.0) == 90


def test_the_last_part_of_a_second_counts_when_half_of_what_there_is_of_it_was_played() -> None:
    assert watchmap.of_ranges([(83.0, 83.1)], DURATION) == 0
    assert watchmap.of_ranges([(83.2, 83.4)], DURATION) == 1 << 83


@given(st.integers(0, 1 << 200), st.integers(0, 210))
def test_the_lowest_seconds_are_the_earliest_so_many(map_: int, count: int) -> None:
    chosen = watchmap.lowest(map_, count)
    assert chosen & ~map_ == 0
    assert chosen.bit_count() == min(count, map_.bit_count())
    left = map_ ^ chosen
    assert not left or not chosen or (left & -left).bit_length() > chosen.bit_length()


@given(st.integers(0, 1 << 400))
def test_a_map_is_stored_and_read_back(map_: int) -> None:
    assert watchmap.from_bytes(watchmap.to_bytes(map_)) == map_


@given(st.integers(0, 1 << 200))
def test_the_stretches_of_a_map_are_the_map(map_: int) -> None:
    rebuilt = 0
    for start, stop in watchmap.ranges_of(map_):
        rebuilt |= ((1 << (stop - start)) - 1) << start
    assert rebuilt == map_


@pytest.mark.parametrize("instant", [0.0, 0.49, 12.5, 83.4])
def test_an_instant_is_no_time(instant: float) -> None:
    assert watchmap.of_ranges([(instant, instant)], DURATION) == 0


def pieces(start: float, end: float, cuts: list[float] | list[int]) -> list[tuple[float, float]]:
    edges = [start, *sorted(cut for cut in cuts if start < cut < end), end]
    return list(pairwise(edges))
