"""A number that cannot be one is refused, and of one that can be little is kept."""

import pytest

from college.certificates.lists.papers import (
    WrongNumber,
    is_citizen_number,
    kind_of,
    masked,
    masked_of,
    names_a_citizen,
    number_of,
)


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014", "110101194910010028"])
def test_a_number_with_its_check_place_is_a_citizen_s(number: str) -> None:
    assert is_citizen_number(number)


def test_one_wrong_place_or_two_swapped_are_found() -> None:
    good = "110101194910010028"
    for place in range(18):
        for digit in "0123456789X":
            if digit != good[place]:
                assert not is_citizen_number(good[:place] + digit + good[place + 1 :])
    assert not is_citizen_number("110101194910010082")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("11010119491001002", "应当是 18 位，这里是 17 位"),
        ("110101194902300028", "校验码或出生日期对不上"),
        ("110101194910010029", "校验码或出生日期对不上"),
        ("110101194910010000", "末尾几位已经变成 0"),
        ("1.1010119491001E+17", "末尾几位已经变成 0"),
        ("130503670401001", "应当是 18 位"),
    ],
)
def test_a_wrong_number_is_told_why(typed: str, said: str) -> None:
    with pytest.raises(WrongNumber, match=said):
        number_of(typed, "身份证")


@pytest.mark.parametrize("typed", ["１１０105１９４９1231002ｘ", " 110105 19491231 002x", "110105-19491231-002X"])
def test_width_spaces_and_a_small_x_do_not_matter(typed: str) -> None:
    assert number_of(typed, "身份证") == "11010519491231002X"


def test_other_papers_have_letters_and_digits() -> None:
    assert number_of("e1234 5678", "护照") == "E12345678"
    with pytest.raises(WrongNumber):
        number_of("护照还没办", "护照")


def test_papers_are_known_by_their_usual_names() -> None:
    assert (kind_of("居民身份证"), kind_of(" 护 照"), kind_of("会员卡")) == ("身份证", "护照", None)


@pytest.mark.parametrize(
    ("number", "shown"),
    [("110101194910010028", "110***********0028"), ("E12345678", "E*****678"), ("12345", "***45")],
)
def test_the_first_three_and_the_last_four_are_the_most_that_is_kept(number: str, shown: str) -> None:
    assert masked(number) == shown
    assert shown.count("*") >= len(number) / 2


def test_a_number_within_a_remark_is_noticed() -> None:
    assert names_a_citizen("身份证110105１９４９１２３１002x，请核对")
    for written in ("110105 19491231 002X", "9 110105-1949-1231-002X", "1 110105　19491231002X"):
        assert names_a_citizen(written), written
    assert not names_a_citizen("活动编号 110101194910010029")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("身份证 110101194910010028", "身份证 110***********0028"),
        ("身份证 110101 19491001 0028", "身份证 110***********0028"),
        ("身份证110101194910010028", "身份证 110***********0028"),
        ("居民身份证：１１０１０１１９４９１００１００２８", "身份证 110***********0028"),
        ("身份证:11010519491231-002x", "身份证 110***********002X"),
        ("身份证号码：110101194910010028", "身份证 110***********0028"),
        ("护照 E12345678", "护照 E*****678"),
        ("护照e1234 5678", "护照 E*****678"),
    ],
)
def test_kind_and_number_in_one_are_kept_with_the_number_masked(written: str, kept: str) -> None:
    assert masked_of(written) == kept


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("110101194910010028", "请先写证件种类"),
        ("会员卡 12345678", "请先写证件种类"),
        ("身份证", "应当是 18 位"),
        ("身份证 110101194910010029", "校验码或出生日期对不上"),
        ("护照 E*****678", "请写完整的号码"),
        ("护照 E12345678 110101194910010028", "5–20 个字母和数字"),
        ("12", "请先写证件种类"),
    ],
)
def test_what_is_no_kind_with_its_number_is_told_why(written: str, told: str) -> None:
    with pytest.raises(WrongNumber, match=told):
        masked_of(written)
