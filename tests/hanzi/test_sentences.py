"""The corpus of everyday sentences: `college/hanzi/data/sentences.txt`."""

import pytest

from college.hanzi import characters, gb2312

SENTENCES = (characters.DATA / "sentences.txt").read_text("utf-8").splitlines()
KNOWN = set(gb2312.characters())


def test_every_common_character_is_in_a_sentence() -> None:
    used = set("".join(SENTENCES))
    assert "".join(char for char in gb2312.characters()[: gb2312.COMMON] if char not in used) == ""


def test_sentences_are_short_and_simplified_and_end_as_sentences_do() -> None:
    for sentence in SENTENCES:
        assert sentence[-1] in "。！？", sentence
        assert set(sentence[:-1]) - KNOWN <= set("，、！？"), sentence
        assert 4 <= sum(char in KNOWN for char in sentence) <= 18, sentence
    assert len(SENTENCES) == len(set(SENTENCES))


def test_no_sentence_needs_another_script() -> None:
    opencc = pytest.importorskip("opencc")  # in the worker's extra
    simplified = opencc.OpenCC("t2s")
    # 藉 is in GB 2312, and written 借 today: its sentence says so.
    assert [one for one in SENTENCES if simplified.convert(one) != one and "藉" not in one] == []


def test_the_sentence_of_a_character_has_it() -> None:
    for known in characters.of_level(1):
        assert known.char in known.sentence
