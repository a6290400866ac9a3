"""What every page has in common: its size of text, its language, and nothing a strict policy would refuse."""

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

from college.courses.models import CoursePage
from tests.factories import CoursePageFactory, LessonPageFactory, StandardPageFactory, UserFactory
from tests.pages import inline_code, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def addresses(site: object) -> list[str]:
    lesson = LessonPageFactory(parent=CoursePageFactory(access=CoursePage.Access.PUBLIC))
    standard = StandardPageFactory(parent=site.root_page)  # type: ignore[attr-defined]
    return ["/", "/courses/", lesson.get_parent().url, lesson.url, standard.url, "/search/?q=课", "/nowhere/"]


@pytest.mark.parametrize("signed_in", [False, True])
def test_no_page_holds_code_or_style_in_its_markup(client: Client, addresses: list[str], signed_in: bool) -> None:
    if signed_in:
        client.force_login(UserFactory())
    for address in addresses:
        answer = client.get(address)
        assert not inline_code(read(answer.content)), address
        assert "unsafe-inline" not in answer["Content-Security-Policy"]


def test_every_page_has_one_heading_a_title_and_a_way_past_the_header(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        page = read(client.get(address).content)
        assert len(page.all("h1")) == 1, address
        assert page.all("title")[0].text.strip().strip("· "), address
        assert page.links()["跳到正文"] == "#main"
        assert [tag.attributes["id"] for tag in page.all("main")] == ["main"]


def test_no_two_elements_of_a_page_share_an_id(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        ids = [tag.attributes["id"] for tag in read(client.get(address).content).tags if "id" in tag.attributes]
        assert len(ids) == len(set(ids)), address


def test_a_page_is_light(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        page = read(client.get(address).content)
        parts = [tag.attributes.get("href") for tag in page.all("link")] + [
            tag.attributes.get("src") for tag in page.all("script")
        ]
        own = sum(len(client.get(part).getvalue()) for part in parts if part and part.startswith(settings.STATIC_URL))
        assert own + len(client.get(address).content) < 150_000, address


def test_the_reader_chooses_the_size_of_text_and_keeps_it(client: Client) -> None:
    assert read(client.get("/").content).all("html")[0].attributes["data-text-size"] == "standard"
    client.post("/accounts/text-size/", {"text_size": "largest", "next": "/courses/"})
    page = read(client.get("/courses/").content)
    assert page.all("html")[0].attributes["data-text-size"] == "largest"
    pressed = {
        button.attributes["value"]: button.attributes["aria-pressed"]
        for button in page.all("button")
        if button.attributes.get("name") == "text_size"
    }
    assert pressed == {"standard": "false", "large": "false", "largest": "true"}


def test_the_reader_chooses_the_language(client: Client) -> None:
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    assert read(client.get("/").content).all("html")[0].attributes["lang"] == "en"


def test_a_page_that_is_not_there_says_so_and_leads_on(client: Client) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "没有找到这一页" in answer.content.decode()
    assert read(answer.content).links()["看全部课程"] == "/courses/"


def test_whoever_holds_a_certificate_or_a_record_finds_where_to_check_it(client: Client) -> None:
    links = read(client.get("/").content).links()
    assert (links["查验证书"], links["查验学习记录"]) == ("/verify/", "/record/")


def test_a_request_that_cannot_be_understood_is_answered_with_a_page_of_ours(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["college.example"])
    answer = client.get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "没有看懂这个请求" in answer.text


@pytest.mark.parametrize("template", ["400.html", "403.html", "500.html"])
def test_an_error_page_needs_neither_request_nor_database(template: str, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        page = render_to_string(template)
    assert not inline_code(read(page.encode()))
    assert read(page.encode()).all("h1")
