"""Days and hours, as people write them."""

from datetime import date

import pytest

from college.certificates.lists.typed import Mistyped, day, hours


@pytest.mark.parametrize(
    "typed",
    [
        "2026年3月1日",
        "2026/3/1",
        "2026.3.1",
        "2026-03-01",
        "20260301",
        "２０２６年３月１日",
        "2026 年 3 月 1 日",
        "46082",
    ],
)
def test_a_day_is_read_however_it_is_written(typed: str) -> None:
    assert day(typed) == date(2026, 3, 1)


@pytest.mark.parametrize(
    "typed", ["2026年3月", "3月1日", "26.3.1", "去年", "2026-13-01", "2026-02-30", "1900-01-01", "2026.3"]
)
def test_what_is_no_day_is_not_guessed(typed: str) -> None:
    with pytest.raises(Mistyped):
        day(typed)


@pytest.mark.parametrize(
    ("typed", "kept"), [("12", "12"), ("１２.５０", "12.5"), ("24学时", "24"), ("8 小时", "8"), ("0.25", "0.25")]
)
def test_hours_are_read_with_or_without_their_word(typed: str, kept: str) -> None:
    assert hours(typed) == kept


@pytest.mark.parametrize("typed", ["0", "-3", "十二", "10000", "12,5", "1e3", "两天"])
def test_what_is_no_number_of_hours_is_refused(typed: str) -> None:
    with pytest.raises(Mistyped):
        hours(typed)
