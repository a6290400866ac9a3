"""An editor types characters; what is said of each is suggested, and can be changed."""

from typing import Any

import pytest
from wagtail import blocks
from wagtail.blocks import StructValue

from college.courses.blocks import CharactersBlock
from college.courses.characters import TaughtCharacter, han_in, taught_by

BLOCK = CharactersBlock()


def typed(characters: str, details: list[dict[str, str]] | None = None) -> StructValue:
    return BLOCK.clean(BLOCK.normalize({"characters": characters, "details": details or []}))


def details(value: StructValue) -> list[dict[str, Any]]:
    return [dict(detail) for detail in value["details"]]


def test_only_the_characters_are_typed_and_the_rest_is_suggested() -> None:
    person, mouth = details(typed("人、口"))
    assert (person["char"], person["pinyin"]) == ("人", "rén")
    assert all("人" in word for word in person["words"].split())
    assert "人" in person["sentence"]
    assert mouth["char"] == "口"


def test_what_the_editor_changed_stays_and_what_was_taken_away_goes() -> None:
    value = typed("人口")
    value["details"][1]["words"] = "门口 路口"
    value["characters"] = "口手"
    mouth, hand = details(BLOCK.clean(value))
    assert (mouth["char"], mouth["words"]) == ("口", "门口 路口")
    assert hand["char"] == "手"


def test_a_sentence_that_was_emptied_is_not_suggested_again() -> None:
    value = typed("人")
    value["details"][0]["sentence"] = ""
    assert taught_by(BLOCK.clean(value))[0].sentence == ""


def test_a_page_from_before_is_taught_with_suggestions() -> None:
    stored = BLOCK.to_python({"characters": "人口手"})
    assert [taught.pinyin for taught in taught_by(stored)] == ["rén", "kǒu", "shǒu"]


def test_a_character_that_nothing_is_known_of_is_taught_by_itself() -> None:
    assert taught_by(typed("䶮")) == [TaughtCharacter("䶮")]


def test_an_editor_who_types_no_character_is_told_so() -> None:
    with pytest.raises(blocks.StructBlockValidationError) as refused:
        typed("abc")
    assert "还没有汉字" in str(refused.value.block_errors["characters"])


def test_signs_letters_and_repeated_characters_are_left_out() -> None:
    assert han_in("妈妈 A，和 1 𠮷") == ["妈", "和", "𠮷"]
