import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Site

from college.hanzi import strokes
from tests.pages import inline_code, queries, read

STATIC = Path(settings.BASE_DIR) / "static"
LIMIT = 60_000
"""Bytes over the wire, without fonts."""

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _college(site: Site) -> None:
    """Pages have a header and a footer that lead into it."""


def test_a_learner_sees_how_a_character_is_written_read_and_used(client: Client) -> None:
    html = client.get("/hanzi/银/").content.decode()
    for known in ("yín", "钅", "11 画", "<ruby>银<rt"):
        assert known in html
    assert html.count('<path id="stroke-') == 11
    assert f'data-strokes="{strokes.url("银")}"' in html
    assert "<mark><ruby>银" in html


def test_without_javascript_every_step_of_the_writing_is_drawn(client: Client) -> None:
    html = client.get("/hanzi/永/").content.decode()
    steps = html.split('class="hanzi__step"')[1:]
    assert [step.count("<use ") for step in steps] == [1, 2, 3, 4, 5]


def test_the_characters_before_and_after_are_one_press_away(client: Client) -> None:
    html = client.get("/hanzi/阿/").content.decode()
    assert re.search(r'rel="prev"\s+href="/hanzi/%E5%95%8A/"', html)
    assert 'rel="prev"' not in client.get("/hanzi/啊/").content.decode()
    assert 'rel="next"' not in client.get("/hanzi/座/").content.decode()


def test_a_character_that_is_not_common_brings_the_rest_of_the_font(client: Client) -> None:
    assert "kaiti-rare.css" in client.get("/hanzi/齄/").content.decode()
    assert "kaiti-rare.css" not in client.get("/hanzi/永/").content.decode()


@pytest.mark.parametrize("asked", ["A", "燈", "😀", "永远", "。", "<b>"])
def test_what_is_no_character_is_answered_in_words(client: Client, asked: str) -> None:
    response = client.get(f"/hanzi/{asked}/")
    assert response.status_code == 404
    assert "请检查一下，一次只查一个简体字" in response.content.decode()
    assert "<b>" not in response.content.decode()


def test_the_page_asks_the_database_nothing(client: Client) -> None:
    assert queries(client, "/hanzi/永/") == 0


def test_nothing_on_the_page_is_inline(client: Client) -> None:
    assert inline_code(read(client.get("/hanzi/永/").content)) == []


@pytest.mark.parametrize("char", ["一", "永", "疆", "矗", "齄"])
def test_the_page_is_light(client: Client, char: str) -> None:
    """Everything a first visit fetches before fonts, compressed as servers do."""
    page = client.get(f"/hanzi/{char}/").content
    tags = read(page).tags
    linked = [tag.attributes.get("href") for tag in tags if tag.attributes.get("rel") == "stylesheet"]
    scripts = [tag.attributes.get("src") for tag in tags if tag.name == "script"]
    files = {STATIC / str(address).removeprefix("/static/") for address in [*linked, *scripts]}
    assert files
    files |= {STATIC / "js/hanzi/writer.js", STATIC / "vendor/hanzi-writer/hanzi-writer.min.js"}
    compressed = sum(len(gzip.compress(file.read_bytes())) for file in files)
    assert len(gzip.compress(page)) + compressed + len(strokes.compressed(char) or b"") < LIMIT
