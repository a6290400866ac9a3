import pytest
from hypothesis import given
from hypothesis import strategies as st

from college.certificates.verifying.surnames import accepted, knows


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ("王", "王秀兰"),
        ("王秀兰", "王秀兰"),
        (" 王 秀 兰 ", "王秀兰"),
        ("\u3000王\n", "王秀兰"),
        ("欧阳", "欧阳修文"),
        ("歐陽", "欧阳修文"),
        ("欧", "欧阳修文"),
        ("劉", "刘德"),
        ("刘", "劉德"),
        ("李", "李"),
        ("买买提", "阿依古丽·买买提"),
        ("阿依古丽", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("阿依古丽买买提", "阿依古丽·买买提"),
        ("lee", "Ann Lee"),
        ("ＬＥＥ", "Ann Lee"),
        ("ann lee", "Ann Lee"),
        ("王\u200b", "王秀兰"),
        ("䶮", "䶮小明"),
    ],
)
def test_a_surname_is_understood_however_it_is_written(answer: str, name: str) -> None:
    assert knows(answer, name)


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ("", "王秀兰"),
        (" ", "王秀兰"),
        ("·", "阿依古丽·买买提"),
        ("李", "王秀兰"),
        ("秀兰", "王秀兰"),
        ("王秀", "王秀兰"),
        ("L", "Ann Lee"),
        ("Z", "Zoë"),
        ("*", "王秀兰"),
        ("王秀兰兰", "王秀兰"),
        ("", "·"),
    ],
)
def test_what_is_neither_surname_nor_name_is_wrong(answer: str, name: str) -> None:
    assert not knows(answer, name)


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_gets_an_answer(answer: str, name: str) -> None:
    assert knows(answer, name) in (True, False)
    assert not knows("", name)


@given(st.text("王李欧阳张司马·秀兰文abcXYZ ", min_size=1, max_size=12))
def test_who_copies_the_whole_name_is_always_right(name: str) -> None:
    assert knows(name, name) == bool(accepted(name))
