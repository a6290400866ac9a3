"""How text is spelt for the index and for a query: cases that no search box shows."""

from hypothesis import given
from hypothesis import strategies as st
from wagtail.search.query import MATCH_ALL, MATCH_NONE, Boost, Phrase, PlainText

from cms.search.spelling import MOST_TOKENS, for_index, for_query, respell


def test_chinese_is_indexed_as_characters_and_pairs_and_asked_for_as_pairs() -> None:
    assert for_index("认字班") == "认 字 班 认字 字班"
    assert for_query("认字班") == "认字 字班"
    assert for_query("认") == "认"


def test_rare_characters_of_names_are_chinese() -> None:
    assert for_index("𬭎〇") == "𬭎 〇 𬭎〇"


def test_words_and_numbers_stay_whole_beside_chinese() -> None:
    assert for_query("用WeChat打12345热线") == "用 wechat 打 12345 热线"


@given(st.text())
def test_a_text_is_found_by_any_part_of_itself_that_was_indexed(text: str) -> None:
    assert set(for_query(text).split()) <= set(for_index(text).split())


@given(st.text(min_size=MOST_TOKENS))
def test_a_query_stays_small(text: str) -> None:
    assert len(for_query(text).split()) <= MOST_TOKENS


def test_a_query_made_in_code_keeps_its_shape() -> None:
    query = respell((PlainText("认字") | Boost(Phrase("书法班"), 2)) & ~PlainText("英语") & PlainText("？"))
    assert repr(query) == (
        "<And <And <Or <PlainText '认字' operator='and' boost=1> <PlainText '书法 法班' operator='and' boost=1>> "
        "<Not <PlainText '英语' operator='and' boost=1>>>>"
    )
    assert respell(MATCH_ALL) is MATCH_ALL
    assert respell(~PlainText("。")) is MATCH_NONE
