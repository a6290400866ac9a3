from math import inf

import pytest

from media.speech.sounds import NEAR, OTHER_TONE, ROUGH, SAME, Sound, price, sounds


@pytest.mark.parametrize(
    ("heard", "meant", "costs"),
    [
        ("刻", "课", SAME),
        ("版", "班", OTHER_TONE),
        ("是", "四", NEAR),
        ("应", "音", NEAR),
        ("你", "里", NEAR),
        ("中", "装", ROUGH),
        ("去", "具", ROUGH),
        ("片", "李", inf),
        ("A", "啊", inf),
    ],
)
def test_what_sounds_alike_costs_little(heard: str, meant: str, costs: float) -> None:
    assert price(*sounds(heard), *sounds(meant)) == costs


def test_a_character_is_read_as_its_word_has_it() -> None:
    assert [readings[0] for readings in sounds("银行行长")] == [
        Sound("yin", "2"),
        Sound("hang", "2"),
        Sound("hang", "2"),
        Sound("zhang", "3"),
    ]


def test_what_is_not_chinese_has_no_sound() -> None:
    assert [readings[0].syllable for readings in sounds("3号A座")] == ["", "hao", "", "zuo"]
