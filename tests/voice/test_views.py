"""Whoever has a device without a Mandarin voice hears what the page shows them, and nothing else."""

import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from college.literacy.letters.actions import begin_text
from college.people.models import User
from college.voice.actions import forget
from college.voice.models import MOST_CHARACTERS, MOST_WAITING, PATIENCE, Saying
from tests.factories import CoursePageFactory, LessonPageFactory, UserFactory

pytestmark = pytest.mark.django_db
SENTENCE = "今天我们学写自己的名字。"


@pytest.fixture
def lesson(site: Site) -> str:
    """The address of a lesson that is open to everybody."""
    body = [("text", f"<p>{SENTENCE}请先听一遍，再跟着读。</p>")]
    return str(LessonPageFactory(parent=CoursePageFactory(access="public"), title="写我的名字", body=body).url)


@pytest.fixture
def learner(site: Site) -> User:
    return UserFactory(display_name="王秀兰")


def ask(client: Client, page: str, *texts: str) -> list[str | None]:
    body = json.dumps({"page": page, "texts": texts})
    response = client.post("/voice/", body, content_type="application/json")
    assert response.status_code == 200
    sounds: list[str | None] = response.json()["sounds"]
    return sounds


def spoken(address: str | None) -> Saying:
    assert address
    return Saying.objects.get(key=address.removeprefix("/voice/").removesuffix(".mp3"))


def test_a_sentence_of_a_page_is_begun_once_for_all_who_read_it(client: Client, lesson: str, learner: User) -> None:
    [address] = ask(client, lesson, SENTENCE)
    client.force_login(learner)
    assert ask(client, lesson, SENTENCE) == [address]
    assert (spoken(address).text, spoken(address).is_passing) == (SENTENCE, False)


def test_a_stranger_cannot_have_the_college_say_what_they_like(client: Client, lesson: str) -> None:
    assert ask(client, lesson, "我是骗子。", "字" * (MOST_CHARACTERS + 1)) == [None, None]
    assert ask(client, "/hanzi/?q=我是骗子", "我是骗子") == [None]
    assert ask(client, "/search/?q=我是骗子", "我是骗子") == [None]
    assert ask(client, "/nowhere/我是骗子/", "我是骗子") == [None]
    assert ask(client, "//elsewhere.example/", "我是骗子") == [None]
    assert not Saying.objects.exists()


def test_a_leaf_of_a_list_is_the_page_it_is(client: Client, site: Site) -> None:
    assert ask(client, "/hanzi/?level=1&page=2", "齄") == [None]
    assert ask(client, "/hanzi/", "啊") != [None]


def test_a_character_and_its_sentence_are_said_on_its_page(client: Client, site: Site) -> None:
    assert all(ask(client, "/hanzi/银/", "银", "银行"))


def test_a_letter_is_read_to_its_learner_alone_and_forgotten_within_the_hour(client: Client, learner: User) -> None:
    letter = begin_text(learner=learner, text="奶奶您好。\n我这学期考得不错。")
    page = f"/literacy/read/{letter.pk}/"
    assert ask(client, page, "奶奶您好。") == [None]
    client.force_login(UserFactory())
    assert ask(client, page, "奶奶您好。") == [None]
    client.force_login(learner)
    assert spoken(ask(client, page, "奶奶您好。")[0]).is_passing
    Saying.objects.update(state="done", heard_at=timezone.now() - timedelta(minutes=59))
    forget()
    assert Saying.objects.exists()
    Saying.objects.update(heard_at=timezone.now() - timedelta(minutes=61))
    forget()
    assert not Saying.objects.exists()


def test_a_restricted_lesson_is_read_to_whom_it_is_open_only(client: Client, site: Site, learner: User) -> None:
    body = [("text", f"<p>{SENTENCE}</p>")]
    page = LessonPageFactory(parent=CoursePageFactory(access="members"), body=body).url
    assert ask(client, page, SENTENCE) == [None]
    client.force_login(learner)
    assert spoken(ask(client, page, SENTENCE)[0]).is_passing


def test_the_sound_is_waited_for_and_then_played(client: Client, lesson: str) -> None:
    [address] = ask(client, lesson, SENTENCE)
    assert address
    assert client.head(address).status_code == 202
    saying = spoken(address)
    saying.file.save("one.mp3", ContentFile(b"sound"), save=False)
    Saying.objects.filter(pk=saying.pk).update(state="done", text="", file=saying.file.name)
    heard = client.get(address)
    assert (heard.status_code, heard["Content-Type"]) == (200, "audio/mpeg")
    assert b"".join(heard.streaming_content) == b"sound"  # type: ignore[attr-defined]
    assert ask(client, lesson, SENTENCE) == [address]


def test_where_no_voice_is_installed_nobody_waits_for_it(client: Client, lesson: str) -> None:
    [address] = ask(client, lesson, SENTENCE)
    Saying.objects.update(error="还没有下载朗读的声音。")
    assert client.head(address or "").status_code == 503


def test_a_sentence_that_cannot_be_said_is_passed_over(client: Client, lesson: str) -> None:
    [address] = ask(client, lesson, SENTENCE)
    Saying.objects.update(state="failed", error="这一句里没有可以读的字。")
    assert client.head(address or "").status_code == 410


def test_when_many_wait_the_next_is_asked_to_come_again(client: Client, lesson: str) -> None:
    waiting = [Saying(key=f"{number:064x}", text="字", is_passing=False) for number in range(MOST_WAITING)]
    Saying.objects.bulk_create(waiting)
    body = json.dumps({"page": lesson, "texts": [SENTENCE]})
    assert client.post("/voice/", body, content_type="application/json").status_code == 503


def test_what_nobody_waits_for_any_more_is_not_spoken(client: Client, lesson: str) -> None:
    ask(client, lesson, SENTENCE)
    Saying.objects.update(heard_at=timezone.now() - PATIENCE - timedelta(seconds=1))
    forget()
    assert not Saying.objects.exists()


@pytest.mark.parametrize("body", ["", "[]", '{"page": 3, "texts": []}', '{"page": "/", "texts": [1]}', '{"page": "/"}'])
def test_what_is_no_question_is_refused(client: Client, body: str) -> None:
    assert client.post("/voice/", body, content_type="application/json").status_code == 400
