"""What a learner sees and hears of a question, and of the answer to it."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as site
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from pytest_django import Settings
from wagtail.images.tests.utils import get_test_image_file

from cms.models import Picture
from college.courses.access import may_watch
from college.people.models import User
from college.quizzes.models import Question, Quiz
from media.models import Rendition, Video
from tests.factories import UserFactory
from tests.media.factories import RenditionFactory, VideoFactory
from tests.pages import queries, read
from tests.quizzes import cast
from tests.quizzes.bank import OPTIONS, a_question
from tests.quizzes.cast import Kind, a_quiz, in_words
from tests.quizzes.pages import begin, finish, page, send, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def open_to_members(settings: Settings) -> None:
    settings.QUIZ_ACCESS_POLICY = f"{cast.__name__}.members_take_it"


@pytest.fixture
def learner(client: Client) -> User:
    learner = UserFactory()
    client.force_login(learner)
    return learner


def with_feedback(kind: str) -> Question:
    """Each of its options says of itself "提示：" and its text."""
    question = a_question(kind)
    question.options.update(feedback=Concat(Value("提示："), F("text")))
    return question


def feedback_in(html: bytes) -> list[str]:
    said = [tag for tag in read(html).all("p") if tag.attributes.get("class") == "asked-again__feedback"]
    return [tag.text.removeprefix("提示：") for tag in said]


@pytest.mark.parametrize(
    ("kind", "given", "heard"),
    [
        (Kind.SINGLE, "110", ["110"]),
        (Kind.TRUE_FALSE, "对", ["对"]),
        (Kind.MULTIPLE, ["关火", "坐电梯"], ["关火", "坐电梯"]),
        (Kind.FILL_IN, "合肥 市。", ["合肥市"]),
        (Kind.FILL_IN, "芜湖", []),
        (Kind.MATCHING, {"火警": "120", "急救": "120"}, ["火警"]),
        (Kind.MATCHING, {"火警": "119", "急救": "120"}, []),
        (Kind.ORDERING, ["讨论", "收集", "公示"], ["收集", "讨论"]),
        (Kind.ORDERING, ["收集", "讨论", "公示"], []),
    ],
)
def test_feedback_is_for_what_was_chosen_typed_matched_wrongly_or_put_in_a_wrong_place(
    client: Client, learner: User, kind: str, given: Any, heard: list[str]
) -> None:
    """Right after the answer where the quiz says so, and on the page of the result."""
    attempt = begin(a_quiz(with_feedback(kind), shows_answers=Quiz.Answers.AT_ONCE), learner)
    answered = send(client, attempt.responses.get(), in_words(attempt.responses.get(), given), follow=True)
    assert feedback_in(answered.content) == heard
    client.post(url(attempt), {"hand_in": "1"})
    assert feedback_in(client.get(url(attempt)).content) == heard


@pytest.mark.parametrize("kind", Kind.values)
def test_a_picture_is_shown_with_the_words_for_who_cannot_see_it(client: Client, learner: User, kind: str) -> None:
    picture = Picture.objects.create(title="DSC_0071", description="红色的灭火器", file=get_test_image_file())
    attempt = begin(a_quiz(a_question(kind, picture=picture)), learner)
    asked = page(client, url(attempt))
    for html in (asked, page(client, url(finish(attempt, right_ones=1)))):
        (image,) = (tag for tag in read(html.encode()).all("img") if tag.attributes.get("class") == "asked__picture")
        assert image.attributes["alt"] == "红色的灭火器"
        assert image.attributes["src"] == picture.get_rendition("max-1200x900|format-webp").url


def sources(html: str, player: str) -> list[str | None]:
    """What this kind of player, the only one on the page, is offered."""
    document = read(html.encode())
    assert [tag.name for tag in document.tags if tag.name in ("audio", "video")] == [player]
    assert [tag.attributes["aria-label"] for tag in document.all(player)] == ["警笛"]
    assert "controls" in document.all(player)[0].attributes
    return [tag.attributes["src"] for tag in document.all("source")]


def test_a_sound_is_heard_and_a_video_seen_by_who_is_asked_about_it(client: Client, learner: User) -> None:
    sound = VideoFactory(title="警笛", width=None, height=None, video_codec="")
    video = VideoFactory(title="警笛", width=1280, height=720)
    small = RenditionFactory(video=sound, kind=Rendition.Kind.AUDIO)
    seen, heard = RenditionFactory(video=video), RenditionFactory(video=video, kind=Rendition.Kind.AUDIO)
    for clip, player in ((sound, "audio"), (video, "video")):
        attempt = begin(a_quiz(a_question(clip=clip)), learner)
        asked = sources(page(client, url(attempt)), player)
        assert asked == sources(page(client, url(finish(attempt, right_ones=1))), player)
        assert asked == ([small.url, sound.play_url] if clip == sound else [video.play_url, seen.url])
        assert heard.url not in asked


def test_who_is_asked_about_a_clip_may_play_it_and_nobody_else(client: Client, learner: User) -> None:
    clip = VideoFactory()
    attempt = begin(a_quiz(a_question(clip=clip)), learner)
    assert may_watch(learner, clip)
    assert not may_watch(UserFactory(), clip)
    finish(attempt, right_ones=1)
    assert may_watch(learner, clip)


def test_a_clip_that_is_not_ready_yet_is_spoken_of_in_words(client: Client, learner: User) -> None:
    attempt = begin(a_quiz(a_question(clip=VideoFactory(state=Video.State.RUNNING))), learner)
    html = page(client, url(attempt))
    assert "这段声音或视频暂时不能播放" in html
    assert "<audio" not in html
    assert "<video" not in html


def test_pages_cost_the_same_however_many_clips_the_quiz_plays(client: Client, learner: User) -> None:
    counts = []
    for number in (2, 12):
        questions = [a_question(text=f"第{place}问", clip=VideoFactory()) for place in range(number)]
        for question in questions[::2]:
            RenditionFactory(video=question.clip)
        quiz = a_quiz(*questions)
        done = finish(begin(quiz, learner), right_ones=number)
        pages = [url(begin(quiz, learner)), url(done)]
        assert page(client, pages[1]).count("<audio") == number
        counts.append([queries(client, address) for address in pages])
    assert counts[0] == counts[1]


def read_aloud(html: str) -> list[str]:
    """What static/js/site/read-aloud.js finds to read on a page, by its own words for it."""
    script = (site.BASE_DIR / "static" / "js" / "site" / "read-aloud.js").read_text()
    readable, left_out = (
        "".join(re.findall('"(.+?)"', re.findall(rf"const {name} =(.+?);$", script, re.DOTALL | re.MULTILINE)[0]))
        for name in ("READ", "LEAVE_OUT")
    )
    main = BeautifulSoup(html, "html.parser").select_one("main")
    parts = [part for part in main.select(readable) if not part.css.closest(left_out) and not part.select(readable)]
    return [part.get_text(strip=True) for part in parts]


@pytest.mark.parametrize("kind", Kind.values)
def test_a_question_and_its_options_can_be_heard(client: Client, learner: User, kind: str) -> None:
    html = page(client, url(begin(a_quiz(a_question(kind, text="先做哪一件？")), learner)))
    heard = read_aloud(html)
    options = [words for text, match, _right in OPTIONS[kind] for words in (text, match) if words]
    assert heard.count("先做哪一件？") == 1
    assert [words for words in options if heard.count(words) != 1] == (options if kind == Kind.FILL_IN else [])
    assert "答好了" not in heard
