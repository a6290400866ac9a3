"""Which characters a reader may be expected to know."""

from college.hanzi import characters
from college.hanzi.everyday import GRADES, is_everyday


def test_who_knows_1500_characters_reads_people_and_doors_but_not_rare_dishes() -> None:
    assert all(is_everyday(char, 1500) for char in "人口手门我们学习")
    assert not any(is_everyday(char, 1500) for char in "饕餮缮膺")


def test_what_is_known_with_fewer_characters_is_known_with_more() -> None:
    known = [char for char in characters.of_level(1) if is_everyday(char.char, 1500)]
    assert all(is_everyday(char.char, 2000) for char in known)


def test_the_lists_are_about_as_long_as_the_goals_say() -> None:
    every = [known.char for level in (1, 2) for known in characters.of_level(level)]
    for goal in GRADES:
        assert abs(sum(is_everyday(char, goal) for char in every) - goal) < goal * 0.05


def test_letters_signs_and_traditional_characters_are_no_everyday_ones() -> None:
    assert not any(is_everyday(char, 2000) for char in ("A", "，", "學", "", "人口"))
