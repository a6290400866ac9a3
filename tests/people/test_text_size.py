import re

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Site

from college.people.models import User

TEXT_SIZE = "/accounts/text-size/"


def test_a_visitor_reads_larger_from_then_on(client: Client, db: None) -> None:
    response = client.post(TEXT_SIZE, {"text_size": "largest", "next": "/accounts/login/"})
    assert response.headers["Location"] == "/accounts/login/"
    cookie = client.cookies["text_size"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == ("largest", 60 * 60 * 24 * 365, "Lax")
    assert 'data-text-size="largest"' in client.get("/accounts/login/").content.decode()


def test_a_learner_finds_her_size_on_another_device(signed_in: Client, xiulan: User) -> None:
    signed_in.post(TEXT_SIZE, {"text_size": "large"})
    other = Client()
    other.force_login(xiulan)
    assert 'data-text-size="large"' in other.get("/accounts/me/").content.decode()


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "https:evil.example"]
)
def test_choosing_a_size_leads_to_no_other_site(client: Client, db: None, url: str) -> None:
    assert client.post(TEXT_SIZE, {"text_size": "large", "next": url}).headers["Location"] == "/"


def test_without_a_next_she_is_back_on_the_page_she_came_from(client: Client, db: None) -> None:
    response = client.post(TEXT_SIZE, {"text_size": "large"}, headers={"referer": "http://testserver/courses/?page=2"})
    assert response.headers["Location"] == "http://testserver/courses/?page=2"


def test_a_size_that_does_not_exist_is_refused(client: Client, db: None) -> None:
    assert client.post(TEXT_SIZE, {"text_size": "huge"}).status_code == 400
    assert "text_size" not in client.cookies


def test_a_link_changes_nothing(client: Client, db: None) -> None:
    assert client.get(TEXT_SIZE).status_code == 405


def test_saving_the_profile_keeps_the_size_this_device_has(signed_in: Client, xiulan: User) -> None:
    signed_in.cookies["text_size"] = "largest"
    assert 'value="largest" id="id_text_size_2" checked' in " ".join(
        signed_in.get("/accounts/me/").content.decode().replace("required", "").split()
    )


def test_a_page_that_is_not_named_as_an_address_does_no_harm(client: Client, db: None) -> None:
    assert client.post("/accounts/text-size/", {"text_size": "large", "next": "foo"}).status_code == 302


def test_in_each_size_a_page_is_the_same_but_for_an_attribute(client: Client, site: Site) -> None:
    """By which tests look at both forms of a page that they have loaded once."""
    speaking = {
        file.relative_to(settings.BASE_DIR / "templates").as_posix()
        for file in (settings.BASE_DIR / "templates").rglob("*.html")
        if re.search(r"\{.*\btext_size\b", file.read_text())
    }
    assert speaking == {"base.html", "components/header.html", "components/text_size.html"}
    pages = []
    for size in ("standard", "largest"):
        client.cookies["text_size"] = size
        html = client.get("/accounts/login/").content.decode()
        html = re.sub(r'aria-pressed="(true|false)"|value="\w{64}"', "", html)
        pages.append(html.replace(f'data-text-size="{size}"', "data-text-size"))
    assert pages[0] == pages[1]
