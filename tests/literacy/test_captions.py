import json
from typing import Any

import pytest
from django.test import Client

from college.literacy.captions import MOST_LINES
from college.literacy.panels import CaptionsPanel, lesson_panels
from college.people.models import User
from tests.factories import LessonPageFactory, UserFactory
from tests.literacy.cast import learned
from tests.media.factories import VideoFactory

LINES = "/literacy/lines/"
SENTENCE = "银行 OK，头发。"


@pytest.fixture
def learner(client: Client, db: None) -> User:
    learner = UserFactory()
    client.force_login(learner)
    return learner


def ask(client: Client, pinyin: str, lines: Any = (SENTENCE,)) -> Any:
    asked = json.dumps({"pinyin": pinyin, "lines": lines})
    return client.post(LINES, asked, content_type="application/json").json()["lines"]


def test_a_learner_sees_pinyin_over_the_characters_she_has_not_learned(client: Client, learner: User) -> None:
    learned(learner, "银头")
    assert ask(client, "unknown") == [[["银", ""], ["行", "háng"], [" OK，头", ""], ["发", "fa"], ["。", ""]]]


def test_over_all_characters_if_she_wants_it(client: Client, learner: User) -> None:
    learned(learner, "银头")
    [line] = ask(client, "all")
    assert [pinyin for _text, pinyin in line if pinyin] == ["yín", "háng", "tóu", "fa"]
    assert "".join(text for text, _pinyin in line) == SENTENCE


def test_to_a_visitor_all_characters_are_new(client: Client, db: None) -> None:
    assert ask(client, "unknown") == ask(client, "all")


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"pinyin": "all", "lines": 3}', '{"pinyin": "all", "lines": [3]}']
    + [json.dumps({"pinyin": "all", "lines": lines}) for lines in (["字"] * (MOST_LINES + 1), ["字" * 4001])],
)
def test_what_is_no_question_or_too_long_a_one_is_refused(client: Client, db: None, body: str) -> None:
    assert client.post(LINES, body, content_type="application/json").status_code == 400


def test_a_lesson_with_a_video_offers_pinyin_and_one_without_does_not(client: Client, db: None) -> None:
    with_video, without = LessonPageFactory(video=VideoFactory()), LessonPageFactory()
    request: Any = None
    assert [type(panel) for panel in lesson_panels(request, with_video)] == [CaptionsPanel]
    assert not lesson_panels(request, without)
