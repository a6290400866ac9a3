"""Whoever has a device without a Mandarin voice hears what the page shows them, and nothing else."""

import json
import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client, TestCase
from django.utils import timezone
from wagtail.models import Site

from college.courses.models import LessonPage, VideoQuestion
from college.literacy.letters.actions import begin_text
from college.people.models import User
from college.voice.actions import _forget, forget
from college.voice.models import KEPT, MOST_CHARACTERS, MOST_WAITING, PATIENCE, Saying
from college.voice.views import NEW_IN_TEN_MINUTES
from tests.factories import CoursePageFactory, LessonPageFactory, UserFactory
from tests.media.factories import VideoFactory
from tests.quizzes.bank import a_question

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


def asked(client: Client, page: str, *texts: str) -> HttpResponse:
    return client.post("/voice/", json.dumps({"page": page, "texts": texts}), content_type="application/json")


def ask(client: Client, page: str, *texts: str) -> list[str | None]:
    response = asked(client, page, *texts)
    assert response.status_code == 200
    sounds: list[str | None] = response.json()["sounds"]
    return sounds


def wait(count: int) -> None:
    Saying.objects.bulk_create(Saying(key=f"{number:064x}", text="字", is_passing=False) for number in range(count))


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


def test_a_question_of_a_video_is_read_and_after_the_answer_what_it_was_worth(
    client: Client, site: Site, learner: User
) -> None:
    question = a_question()
    lesson = LessonPageFactory(parent=CoursePageFactory(access="members"), video=VideoFactory())
    VideoQuestion.objects.create(lesson=lesson, question=question, second=3)
    page, own = f"/lessons/{lesson.pk}/questions/{question.pk}/", "110正确，您选了"
    worth = f"{page}?worth=1&answer=2"
    explained = ["看一看", "119正确，您选了"]
    assert ask(client, page, question.text) == [None]
    client.force_login(learner)
    assert not spoken(ask(client, page, question.text, "停一下，想一想", "119")[0]).is_passing
    assert ask(client, worth, *explained) == [None, None]  # not before the answer
    assert ask(client, lesson.url, question.text) != [None]
    edition = re.findall('name="edition" value="(.+?)"', client.get(page).text)
    assert "答对了" in client.post(page, {"edition": edition, "answer": "2"}).text
    assert all(ask(client, worth, *explained))
    assert ask(client, worth, own) == [None]


def test_what_failed_is_tried_again_however_many_keep_asking(client: Client, lesson: str) -> None:
    first = spoken(ask(client, lesson, SENTENCE)[0])
    Saying.objects.update(state="failed", heard_at=timezone.now() - PATIENCE - timedelta(seconds=1))
    ask(client, lesson, SENTENCE)
    forget()
    again = spoken(ask(client, lesson, SENTENCE)[0])
    assert (again.pk != first.pk, again.state) == (True, "waiting")


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


def test_what_many_may_read_stays_though_strangers_may_not_read_it(client: Client, site: Site, learner: User) -> None:
    lesson = LessonPageFactory(
        parent=CoursePageFactory(access="members"),
        body=[("text", f"<p>{SENTENCE}</p>"), ("characters", {"characters": "银", "details": []})],
    )
    client.force_login(learner)
    assert not spoken(ask(client, lesson.url, SENTENCE)[0]).is_passing
    assert not spoken(ask(client, f"/literacy/lesson/{lesson.pk}/1/", "银")[0]).is_passing
    assert spoken(ask(client, "/literacy/name/1/", "王")[0]).is_passing


def test_a_restricted_lesson_is_read_to_whom_it_is_open_only(client: Client, site: Site, learner: User) -> None:
    body = [("text", f"<p>{SENTENCE}</p>")]
    page = LessonPageFactory(parent=CoursePageFactory(access="members"), body=body).url
    assert ask(client, page, SENTENCE) == [None]
    client.force_login(learner)
    assert spoken(ask(client, page, SENTENCE)[0])


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
    wait(MOST_WAITING)
    assert asked(client, lesson, SENTENCE).status_code == 503


def test_strangers_take_half_of_the_queue_and_no_more(client: Client, lesson: str, learner: User) -> None:
    wait(MOST_WAITING // 2)
    assert asked(client, lesson, SENTENCE).status_code == 503
    client.force_login(learner)
    assert spoken(ask(client, lesson, SENTENCE)[0]).priority > 0


def test_what_strangers_ask_for_goes_before_nothing(client: Client, lesson: str) -> None:
    assert spoken(ask(client, lesson, SENTENCE)[0]).priority < 0


def test_with_other_spaces_it_is_the_same_sentence(client: Client, lesson: str) -> None:
    first, *others = [
        ask(client, lesson, text)[0] for text in ("今 天我们学", "今  天我们学", "今\n天 我们 学", "今天我们学")
    ]
    assert set(others) == {first}
    assert spoken(first).text == "今天我们学"


def test_one_address_begins_so_many_sentences_and_still_hears_what_is_there(site: Site) -> None:
    client = Client(REMOTE_ADDR="192.0.2.6")
    long = "".join(chr(0x4E00 + number) for number in range(NEW_IN_TEN_MINUTES + 1))
    page = LessonPageFactory(parent=CoursePageFactory(access="public"), body=[("text", f"<p>{long}</p>")]).url
    for char in long[:-1]:
        ask(client, page, char)
        Saying.objects.update(state="done")
    assert asked(client, page, long[-1]).status_code == 503
    assert ask(client, page, long[0]) != [None]
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert ask(elsewhere, page, long[-1]) != [None]


def test_what_is_asked_for_all_day_is_written_down_once(client: Client, lesson: str) -> None:
    ask(client, lesson, SENTENCE)
    earlier = timezone.now() - timedelta(hours=23)
    Saying.objects.update(state="done", heard_at=earlier)
    ask(client, lesson, SENTENCE)
    assert Saying.objects.get().heard_at == earlier
    Saying.objects.update(heard_at=timezone.now() - timedelta(hours=25))
    ask(client, lesson, SENTENCE)
    assert Saying.objects.get().heard_at > earlier


def test_a_page_that_changed_is_read_as_it_is_now(client: Client, lesson: str) -> None:
    assert ask(client, lesson, "新的一句。") == [None]
    page = LessonPage.objects.get(title="写我的名字")
    page.body = [("text", "<p>新的一句。</p>")]
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()
    assert ask(client, lesson, "新的一句。", SENTENCE)[1] is None
    assert ask(client, lesson, "新的一句。") != [None]


def test_no_sound_stays_when_its_sentence_goes(client: Client, lesson: str) -> None:
    saying = spoken(ask(client, lesson, SENTENCE)[0])
    saying.file.save("one.mp3", ContentFile(b"sound"), save=False)
    Saying.objects.update(state="done", file=saying.file.name, heard_at=timezone.now() - KEPT - timedelta(days=1))
    forget()
    assert not Saying.objects.exists()
    assert not saying.file.storage.exists(saying.file.name)


def test_a_sentence_that_is_asked_for_while_it_is_swept_stays(client: Client, lesson: str) -> None:
    saying = spoken(ask(client, lesson, SENTENCE)[0])
    swept = Saying.objects.unheard().filter(pk=saying.pk)
    _forget(swept)
    assert Saying.objects.exists()


def test_what_nobody_waits_for_any_more_is_not_spoken(client: Client, lesson: str) -> None:
    ask(client, lesson, SENTENCE)
    Saying.objects.update(heard_at=timezone.now() - PATIENCE - timedelta(seconds=1))
    forget()
    assert not Saying.objects.exists()


def test_the_desk_is_not_read_aloud_however_it_is_written(client: Client, site: Site) -> None:
    client.force_login(UserFactory(is_superuser=True))
    title = "明亮"
    for page in ("/admin/", "/%61dmin/", "/admin%2F", "/%2561dmin/", "//admin/", "/voice/"):
        assert ask(client, page, title) == [None]


@pytest.mark.parametrize(
    "body",
    [
        *("", "[]", '{"page": 3, "texts": []}', '{"page": "/", "texts": [1]}', '{"page": "/"}'),
        *(r'{"page": "/\ud800", "texts": ["a"]}', r'{"page": "/", "texts": ["\ud800"]}', "[" * 100_000),
    ],
)
def test_what_is_no_question_is_refused(client: Client, body: str) -> None:
    assert client.post("/voice/", body, content_type="application/json").status_code == 400
