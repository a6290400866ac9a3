"""What people type into a search box and what they find; test_postgres.py runs this once more on PostgreSQL."""

import json

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from cms.models import StandardPage

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def publish(title: str, text: str = "") -> StandardPage:
    body = json.dumps([{"type": "text", "value": text}])
    page: StandardPage = Page.get_first_root_node().add_child(instance=StandardPage(title=title, body=body))
    return page


def found(query: str) -> list[str]:
    return [page.title for page in StandardPage.objects.live().search(query)]


def suggested(query: str) -> list[str]:
    return [page.title for page in Page.objects.autocomplete(query)]


def test_two_characters_are_found_inside_a_longer_name() -> None:
    publish("社区学院认字班")
    publish("居民骨干培训")
    assert found("认字") == ["社区学院认字班"]


def test_one_character_is_found() -> None:
    publish("社区学院认字班")
    assert found("班") == found("院") == ["社区学院认字班"]


def test_characters_that_do_not_stand_together_are_not_found() -> None:
    publish("认识的字")
    assert found("认字") == []


def test_characters_on_either_side_of_a_stop_do_not_stand_together() -> None:
    publish("学会认。字要写好")
    assert found("认字") == []


def test_a_name_is_found_in_the_text_of_a_page() -> None:
    publish("她的故事", "王秀兰八十三岁，第一次写下自己的名字。")
    assert found("王秀兰") == found("写下自己的名字") == ["她的故事"]


def test_a_phrase_at_the_end_of_a_long_transcript_is_found() -> None:
    publish("三小时的课", "".join(chr(0x4E00 + n % 3000) for n in range(0, 60000, 7)) * 3 + "读懂孙子的来信")
    assert found("孙子的来信") == ["三小时的课"]


def test_terms_with_a_space_between_must_both_be_there() -> None:
    publish("认字班", "每周六上课")
    publish("书法班", "每周六上课")
    assert found("认字 周六") == ["认字班"]
    assert found("认字　周日") == []


def test_full_width_and_capital_letters_are_the_same_as_half_width_and_small_ones() -> None:
    publish("用好ＷｅＣｈａｔ，迎接２０２６年")
    assert found("wechat") == found("WeChat 2026") == found("ｗｅｃｈａｔ") == ["用好ＷｅＣｈａｔ，迎接２０２６年"]


def test_latin_words_and_numbers_are_whole() -> None:
    publish("App使用12345热线")
    assert found("app") == found("12345") == ["App使用12345热线"]
    assert found("ap") == found("234") == []


def test_a_match_in_the_title_comes_before_one_in_the_text() -> None:
    publish("认字班第一课：我的名字")
    publish("志愿者手册", "认字班需要志愿者。认字，先认自己的名字；认字班每周六上课，认字班不收费。")
    assert found("认字") == ["认字班第一课：我的名字", "志愿者手册"]


def test_an_editor_finds_a_page_while_still_typing() -> None:
    publish("社区学院认字班")
    publish("WeChat入门")
    assert suggested("认") == suggested("认字") == suggested("社区学") == ["社区学院认字班"]
    assert suggested("wec") == suggested("入") == ["WeChat入门"]


def test_an_editor_finds_a_page_in_the_admin_search(admin_client: Client) -> None:
    publish("社区学院认字班")
    publish("居民骨干培训")
    page = admin_client.get("/admin/pages/search/results/", {"q": "认字"}).content.decode()
    assert "社区学院认字班" in page
    assert "居民骨干培训" not in page


def test_a_page_that_is_renamed_or_deleted_is_found_as_it_is_now() -> None:
    page = publish("社区学院认字班")
    page.title = "社区学院书法班"
    page.save()
    assert (found("认字"), found("书法")) == ([], ["社区学院书法班"])
    page.delete()
    assert found("书法") == []


def test_what_people_read_has_no_spaces_put_into_it() -> None:
    publish("社区学院认字班", "认字，先认自己的名字")
    [page] = StandardPage.objects.search("认字")
    assert page.title == "社区学院认字班"
    assert page.body[0].value.source == "认字，先认自己的名字"


SIGNS = ["", " ", "\0", "🙂", "。", '"', '""', "'", "*", "%", "%s", "\\", ":", "()", "^", "-"]
OPERATORS = ["NEAR", "NOT", "AND", "OR", "title:"]


def test_signs_alone_find_nothing_and_break_nothing() -> None:
    publish("社区学院认字班")
    for query in SIGNS + OPERATORS:
        assert found(query) == suggested(query) == [], query


def test_signs_around_a_word_do_not_hide_it() -> None:
    publish("社区学院认字班")
    for query in ('"认字"', "认字*", "(认字", "《认字》", "认字？"):
        assert found(query) == ["社区学院认字班"]


def test_a_long_text_pasted_into_the_box_breaks_nothing() -> None:
    publish("社区学院认字班")
    for piece in ("认字", "认 ", "a", "a ", '"', "(", "NEAR ", "认字 OR "):
        found(piece * 5000)
        suggested(piece * 5000)


def test_either_of_two_terms_may_be_asked_for() -> None:
    publish("社区学院认字班")
    publish("居民骨干培训")
    publish("书法班")
    either = StandardPage.objects.search("认字 骨干 ？", operator="or")
    assert {page.title for page in either} == {"社区学院认字班", "居民骨干培训"}


@given(st.text() | st.text(alphabet="认字班ab1 \"'*:()^-+&|!<>\\%{}NEARORT\t\n"))
@example("NEAR(认 字)")
@example('"认字')
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_answered(query: str) -> None:
    found(query)
    suggested(query)
