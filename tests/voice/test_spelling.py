import pytest

from college.hanzi import characters
from college.voice.spelling import spelt, syllable
from college.voice.symbols import NUMBER_OF


def test_every_reading_of_every_character_can_be_said() -> None:
    known = [*characters.of_level(1), *characters.of_level(2)]
    sounds = "".join(syllable(reading) for each in known for reading in each.readings)
    assert set(sounds) <= set(NUMBER_OF)


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("我叫王秀兰。", "wo↓ ʨjau↘ wa↗ŋɕjou↘la↗n."),
        ("银行", "i↗nxa↗ŋ"),
        ("行走", "ɕi↗ŋʦou↓"),
        ("朋友", "pʰə↗ŋjou"),
        ("知识", "ꭧɨ→ʂɨ"),
        ("女儿", "ny↓ɚ↗"),
        ("学院", "ɕɥe↗ɥɛ↘n"),
        ("A4", "ˈA sɨ↘"),
    ],
)
def test_a_text_sounds_as_its_pinyin_says(text: str, sounds: str) -> None:
    assert spelt(text) == sounds


@pytest.mark.parametrize(
    ("text", "tone"),
    [("一个", "↗"), ("一样", "↗"), ("一天", "↘"), ("一起", "↘"), ("一月", "→"), ("第一课", "→"), ("统一的", "→")],
)
def test_one_changes_its_tone_with_what_follows_but_not_as_a_number(text: str, tone: str) -> None:
    sounds = spelt(text)
    at = {"第一课": 1, "统一的": 1}.get(text, 0)
    assert [sign for sign in sounds if sign in "→↗↓↘"][at] == tone


def test_not_rises_before_a_falling_tone() -> None:
    assert spelt("不是") == "pu↗ʂɨ↘"
    assert spelt("不好") == "pu↘xau↓"


def test_what_has_no_sound_is_empty() -> None:
    assert spelt("——！😀") in ("", "!")
    assert spelt("") == ""
