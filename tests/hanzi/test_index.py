import pytest
from django.test import Client
from wagtail.models import Site

from tests.pages import inline_code, queries, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _college(site: Site) -> None:
    """Pages have a header and a footer that lead into it."""


def characters_on(client: Client, address: str) -> str:
    return "".join(
        tag.text
        for tag in read(client.get(address).content).all("span")
        if tag.attributes.get("class") == "hanzi-cell__char"
    )


def test_the_common_characters_come_first_in_pages(client: Client) -> None:
    first, second = characters_on(client, "/hanzi/"), characters_on(client, "/hanzi/?level=1&page=2")
    assert first.startswith("啊阿埃挨哎")
    assert len(first) == len(second) == 96
    assert not set(first) & set(second)
    assert characters_on(client, "/hanzi/?level=2").startswith("亍丌")


def test_a_letter_leads_to_the_page_where_it_begins(client: Client) -> None:
    links = read(client.get("/hanzi/").content).links()
    assert "妈" in characters_on(client, f"/hanzi/{links['M']}")


@pytest.mark.parametrize(
    ("query", "first"), [("ming", "明"), ("MING", "明"), ("lü", "驴"), ("lv", "驴"), ("hàn", "翰")]
)
def test_a_character_is_found_by_its_pinyin(client: Client, query: str, first: str) -> None:
    assert first in characters_on(client, f"/hanzi/?q={query}")


def test_a_written_tone_narrows_the_search(client: Client) -> None:
    assert "汉" in characters_on(client, "/hanzi/?q=hàn")
    assert "含" not in characters_on(client, "/hanzi/?q=hàn")


def test_a_single_character_is_opened_at_once(client: Client) -> None:
    response = client.get("/hanzi/?q=永")
    assert response.status_code == 302
    assert response["Location"] == "/hanzi/%E6%B0%B8/"


def test_the_characters_of_a_word_are_all_found(client: Client) -> None:
    assert characters_on(client, "/hanzi/?q=银行") == "银行"


@pytest.mark.parametrize("query", ["xyz", "燈", "😀", "<b>"])
def test_what_is_not_found_is_said_in_words(client: Client, query: str) -> None:
    html = client.get("/hanzi/", {"q": query}).content.decode()
    assert "没有找到" in html
    assert "<b>" not in html


def test_an_address_that_makes_no_sense_shows_the_first_page(client: Client) -> None:
    assert characters_on(client, "/hanzi/?level=9&page=x").startswith("啊阿")


@pytest.mark.parametrize("address", ["/hanzi/", "/hanzi/?level=2&page=20", "/hanzi/?q=shi"])
def test_the_list_asks_the_database_nothing(client: Client, address: str) -> None:
    assert queries(client, address) == 0


def test_nothing_on_the_page_is_inline(client: Client) -> None:
    assert inline_code(read(client.get("/hanzi/").content)) == []
