import pytest
from django.core.exceptions import ValidationError

from college.people.phones import is_no_phone, normalised, readable

SPELLINGS = [
    "13800138000",
    "138 0013 8000",
    "138-0013-8000",
    "+86 138 0013 8000",
    "+8613800138000",
    "0086 13800138000",
    "8613800138000",
    " 13800138000 ",
    "１３８００１３８０００",
    "(138) 0013 8000",
    "138–0013–8000",
]


@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_number_is_the_same_however_it_is_typed(typed: str) -> None:
    assert normalised(typed) == "+8613800138000"


@pytest.mark.parametrize("typed", ["", "110", "1380013800", "138001380000", "12800138000", "+1 202 555 0123", "王秀兰"])
def test_what_is_no_mobile_number_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValidationError, match="138 0013 8000"):
        normalised(typed)


def test_a_number_is_shown_in_groups_that_can_be_read_out() -> None:
    assert readable("+8613800138000") == "138 0013 8000"
    assert readable(None) == ""


def test_nobody_takes_a_phone_number_as_login_name() -> None:
    is_no_phone("王秀兰42")
    with pytest.raises(ValidationError):
        is_no_phone("138 0013 8000")
