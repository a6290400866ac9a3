import io

import pytest
from django.test import Client
from pypdf import PdfReader

from college.people.models import User
from tests.factories import UserFactory
from tests.literacy.cast import a_lesson


@pytest.fixture
def learner(client: Client, db: None) -> User:
    learner = UserFactory(display_name="王秀兰")
    client.force_login(learner)
    return learner


def sheet(client: Client, address: str) -> PdfReader:
    response = client.get(address)
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(response.content))


def test_her_name_fits_on_one_page_of_a4_and_is_tagged(client: Client, learner: User) -> None:
    found = sheet(client, "/literacy/name/sheet/")
    assert len(found.pages) == 1
    assert [round(float(side) / 72 * 25.4) for side in found.pages[0].mediabox[2:]] == [210, 297]
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = found.pages[0].extract_text()
    assert all(words in text for words in ("写我的名字", "wáng", "xiù", "lán", "7 画"))


def test_a_lesson_has_a_sheet_of_its_characters(client: Client, learner: User, site: object) -> None:
    found = sheet(client, f"/literacy/lesson/{a_lesson('人口手目', title='身上的字').pk}/sheet/")
    assert len(found.pages) == 2
    assert "身上的字" in found.pages[0].extract_text()


def test_any_word_of_up_to_eight_characters_can_be_practised(client: Client, learner: User) -> None:
    assert len(sheet(client, "/literacy/sheet/?text=合肥市望湖社区欢迎您").pages) == 3
    assert "hé" in sheet(client, "/literacy/sheet/?text=Hefei 合肥").pages[0].extract_text()


def test_a_character_without_known_strokes_is_set_in_type(client: Client, learner: User) -> None:
    for char, called in (
        ("䶮", "䶮"),
        ("\U00031350", "\U00031350"),
        ("\U00020000", "\U00020000"),
        ("\U00022610", "〔U+22610〕"),
    ):
        assert called in sheet(client, f"/literacy/sheet/?text={char}").pages[0].extract_text()


def test_without_characters_she_reads_what_to_write(client: Client, learner: User) -> None:
    for address in ("/literacy/sheet/", "/literacy/sheet/?text=abc"):
        response = client.get(address)
        assert response.status_code == 404
        assert "没有看到汉字" in response.content.decode()
