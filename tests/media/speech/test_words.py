import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.speech.words import CLOSING, OPENING, atoms, width

SENTENCES = st.text(alphabet="我们在社区学习写名字，。！？、：；“”（）《》…… abcXYZ0123456789.%-", max_size=80)


@given(SENTENCES)
def test_words_join_to_the_text_they_were_cut_from(text: str) -> None:
    assert "".join(atoms(text)) == text


@given(SENTENCES)
def test_no_line_can_begin_with_a_closing_mark_or_end_with_an_opening_one(text: str) -> None:
    found = atoms(text)
    assert not any(word[0] in CLOSING or word[0].isspace() for word in found[1:])
    assert not any(word[-1] in OPENING for word in found[:-1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("欢迎来到社区认字班。", ["欢迎", "来到", "社区", "认字", "班。"]),
        ("他说：“请看黑板。”", ["他", "说：", "“请", "看", "黑板。”"]),
        ("打开 WeChat 8.0，扫码。", ["打开 ", "WeChat ", "8.0，", "扫码。"]),
        ("don't stop", ["don't ", "stop"]),
    ],
)
def test_words_stay_whole_and_keep_their_punctuation(text: str, expected: list[str]) -> None:
    assert atoms(text) == expected


def test_a_latin_letter_is_half_as_wide_as_a_character() -> None:
    assert width("认字") == 2
    assert width("abcd") == 2
    assert width("第3课，") == 3.5
