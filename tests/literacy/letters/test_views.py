from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from college.literacy.letters.actions import MOST_PASSING, begin_photo, begin_text, forget, keep
from college.literacy.letters.models import Letter, Photo
from college.literacy.letters.pictures import MOST_BYTES, as_jpeg
from college.people.models import User
from tests.factories import UserFactory
from tests.literacy.cast import learned
from tests.literacy.letters.letters import as_file

READ = "/literacy/read/"
TEXT = "奶奶：\n\n  银行在行走的路上。"
JPEG = as_jpeg(as_file(Image.new("RGB", (40, 20), "white")))


@pytest.fixture
def learner(client: Client, db: None) -> User:
    learner = UserFactory()
    client.force_login(learner)
    return learner


@pytest.fixture
def pasted(learner: User) -> Letter:
    return begin_text(learner=learner, text=TEXT)


@pytest.fixture
def photographed(learner: User) -> Letter:
    """And recognised."""
    letter = begin_photo(learner=learner, jpeg=JPEG)
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.DONE, text="您好")
    return letter


def page(client: Client, letter: Letter) -> str:
    return client.get(f"{READ}{letter.pk}/").content.decode()


def send(client: Client, **fields: Any) -> str:
    return client.post(READ, fields, follow=True).content.decode()


def test_a_pasted_text_is_read_at_once(client: Client, learner: User) -> None:
    html = send(client, send_text="", text=TEXT)
    assert "<ruby>银<rt" in html
    assert html.count("<p><a href=") == 2  # its paragraphs
    assert f'href="/hanzi/{"%E5%A5%B6"}/"' in html


def test_she_sees_pinyin_only_over_characters_she_has_not_learned(
    client: Client, learner: User, pasted: Letter
) -> None:
    learned(learner, "银")
    html = page(client, pasted)
    assert "<ruby>银" not in html
    assert '<ruby>行<rt lang="zh-Latn-pinyin" aria-hidden="true">háng</rt>' in html
    assert '<ruby>行<rt lang="zh-Latn-pinyin" aria-hidden="true">xíng</rt>' in html


@pytest.mark.parametrize(("choice", "rubies"), [("all", 10), ("none", 0)])
def test_she_chooses_pinyin_over_all_or_none_and_it_is_remembered(
    client: Client, learner: User, pasted: Letter, choice: str, rubies: int
) -> None:
    learned(learner, "银")
    back = client.post("/literacy/pinyin/", {"pinyin": choice, "next": f"{READ}{pasted.pk}/"})
    assert back["Location"] == f"{READ}{pasted.pk}/"
    assert page(client, pasted).count("<ruby>") == rubies


def test_choosing_pinyin_leads_to_no_other_site(client: Client, db: None) -> None:
    back = client.post("/literacy/pinyin/", {"pinyin": "all", "next": "https://evil.example/"})
    assert back["Location"] == READ
    assert client.post("/literacy/pinyin/", {"pinyin": "some"}).status_code == 400


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"send_text": "", "text": " "}, "这里还是空的"),
        ({"send_text": "", "text": "字" * 2001}, "文字太长了"),
        ({"send_photo": ""}, "还没有照片"),
        ({"send_photo": "", "photo": SimpleUploadedFile("letter.jpg", b"MZ")}, "这个文件打不开"),
        ({"send_photo": "", "photo": SimpleUploadedFile("letter.jpg", bytes(MOST_BYTES + 1))}, "这张照片太大"),
    ],
    ids=["empty", "too long", "no photo", "no picture", "too large"],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    client: Client, learner: User, fields: dict[str, Any], sentence: str
) -> None:
    assert sentence in send(client, **fields)
    assert not Letter.objects.exists()


def test_while_a_photo_is_recognised_she_is_told_so(client: Client, learner: User) -> None:
    html = send(client, send_photo="", photo=as_file(Image.new("RGB", (40, 20))))
    assert "照片收到了" in html
    assert Letter.objects.get().queued_at


def test_what_was_read_from_a_photo_shows_the_photo_to_her_alone(
    client: Client, learner: User, photographed: Letter
) -> None:
    address = f"{READ}{photographed.pk}/photo/"
    response = client.get(address)
    assert response["Content-Type"] == "image/jpeg"
    assert "no-store" in response["Cache-Control"]
    other = Client()
    other.force_login(UserFactory())
    assert other.get(address).status_code == 404


def test_a_letter_is_not_there_for_anybody_else(learner: User, photographed: Letter) -> None:
    other = Client()
    other.force_login(UserFactory())
    address = f"{READ}{photographed.pk}/"
    assert [other.get(address + part).status_code for part in ("", "photo/", "delete/")] == [404] * 3
    assert [other.post(address + part).status_code for part in ("keep/", "close/", "delete/")] == [404] * 3
    assert Client().get(address)["Location"].startswith("/accounts/login/")


def test_when_the_page_is_closed_the_photo_goes_and_she_can_come_back_to_the_text(
    client: Client, photographed: Letter
) -> None:
    client.post(f"{READ}{photographed.pk}/close/")
    assert not Photo.objects.exists()
    assert "letter-page__photo" not in page(client, photographed)
    assert 'href="/hanzi/%E6%82%A8/"' in page(client, photographed)


def test_what_she_keeps_stays_with_its_photo_until_she_deletes_it(client: Client, photographed: Letter) -> None:
    address = f"{READ}{photographed.pk}/"
    client.post(f"{address}keep/")
    client.post(f"{address}close/")
    Letter.objects.update(made_at=timezone.now() - timedelta(days=400))
    forget()
    assert Photo.objects.exists()
    assert f'href="{address}"' in client.get(READ).content.decode()
    assert "删掉以后找不回来" in client.get(f"{address}delete/").content.decode()
    assert Letter.objects.exists()
    client.post(f"{address}delete/")
    assert not Letter.objects.exists()
    assert not Photo.objects.exists()


def test_what_nobody_keeps_is_gone_within_the_hour(photographed: Letter, pasted: Letter) -> None:
    Letter.objects.filter(pk=photographed.pk).update(made_at=timezone.now() - timedelta(minutes=61))
    forget()
    assert list(Letter.objects.all()) == [pasted]
    assert not Photo.objects.exists()


def test_a_photo_still_to_be_recognised_is_not_closed(client: Client, learner: User) -> None:
    letter = begin_photo(learner=learner, jpeg=JPEG)
    client.post(f"{READ}{letter.pk}/close/")
    assert Photo.objects.exists()


def test_who_reads_one_after_the_other_fills_no_disk(learner: User) -> None:
    kept = keep(letter=begin_text(learner=learner, text="留着"))
    letters = [begin_text(learner=learner, text=f"第 {number} 张") for number in range(MOST_PASSING + 2)]
    assert set(Letter.objects.all()) == {kept, *letters[2:]}


@pytest.mark.parametrize("count", [1, 30])
def test_the_first_page_costs_the_same_with_one_letter_and_with_many(
    client: Client, learner: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        keep(letter=begin_text(learner=learner, text=f"第 {number} 张"))
    client.get(READ)
    with django_assert_num_queries(4):  # session, person, pages, letters
        client.get(READ)


@pytest.mark.parametrize("count", [1, 100])
def test_a_letter_costs_the_same_short_and_long(
    client: Client, learner: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    letter = begin_text(learner=learner, text=TEXT * count)
    page(client, letter)
    with django_assert_num_queries(5):  # session, person, letter, what she knows, photo
        page(client, letter)
