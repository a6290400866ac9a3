"""The page on which an editor puts the chapters of a video right."""

import pytest
from django.test import Client

from media.chapters.actions import state_of
from media.models import Video
from tests.factories import UserFactory
from tests.media.chapters.test_actions import speak
from tests.media.factories import ChapterFactory, TranscriptFactory, VideoFactory
from tests.pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def video() -> Video:
    found: Video = VideoFactory(duration=70.0)
    ChapterFactory(video=found, start_ms=0, title="开场", is_suggested=True)
    ChapterFactory(video=found, start_ms=16_840, title="收集意见", is_suggested=True)
    return found


def address(video: Video) -> str:
    return f"/admin/videos/chapters/{video.pk}/"


def rows(video: Video, *said: tuple[str, str] | tuple[str, str, str]) -> dict[str, object]:
    """What the browser sends: time, title and, of a row that is to go, a mark."""
    form: dict[str, object] = {"form-TOTAL_FORMS": len(said), "form-INITIAL_FORMS": 0, "seen": state_of(video)}
    for place, row in enumerate(said):
        for name, value in zip(("start", "title", "DELETE"), row, strict=False):
            form[f"form-{place}-{name}"] = value
    return form


def kept(video: Video) -> list[tuple[str, str]]:
    return [(chapter.clock, chapter.title) for chapter in video.chapters.all()]


def test_an_editor_sees_suggestions_as_such_beside_the_player(desk: Client, video: Video) -> None:
    page = desk.get(address(video))
    assert "还没有人看过" in page.text
    values = [tag.attributes.get("value") for tag in read(page.content).all("input")]
    assert {"0:00", "开场", "0:16", "收集意见"} <= set(values)
    assert 'id="player"' in page.text


def test_saving_accepts_what_was_suggested(desk: Client, video: Video) -> None:
    desk.post(address(video), rows(video, ("0:00", "开场"), ("0:16", "收集意见")))
    assert not video.chapters.filter(is_suggested=True).exists()
    assert "还没有人看过" not in desk.get(address(video)).text


def test_an_editor_adds_renames_moves_and_deletes(desk: Client, video: Video) -> None:
    said = [("1:02", "请记住"), ("0：30", "交流讨论"), ("5", "大家好"), ("16", "收集意见", "on"), ("", "")]
    assert desk.post(address(video), rows(video, *said)).status_code == 302
    assert kept(video) == [("0:00", "大家好"), ("0:30", "交流讨论"), ("1:02", "请记住")]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ([("1:75", "开场")], "时间请写成"),
        ([("一分", "开场")], "时间请写成"),
        ([("1:30", "开场")], "视频只有 1:10 长"),
        ([("5", "开场"), ("0:05", "问好")], "两章不能从同一秒开始"),
        ([("5", "")], "请写标题"),
        ([("", "开场")], "请写从什么时候开始"),
        ([("5", "长" * 81)], "80"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    desk: Client, video: Video, said: list[tuple[str, str]], sentence: str
) -> None:
    page = desk.post(address(video), rows(video, *said)).text
    assert sentence in page
    assert said[0][1] in page
    assert kept(video) == [("0:00", "开场"), ("0:16", "收集意见")]


@pytest.mark.parametrize(
    "form", [{}, {"form-TOTAL_FORMS": "x"}, {"form-TOTAL_FORMS": "100000", "form-INITIAL_FORMS": 0}]
)
def test_odd_forms_change_nothing(desk: Client, video: Video, form: dict[str, object]) -> None:
    assert desk.post(address(video), form).status_code == 200
    assert kept(video) == [("0:00", "开场"), ("0:16", "收集意见")]


def test_an_editor_who_was_overtaken_is_told_and_may_insist(desk: Client, video: Video) -> None:
    form = rows(video, ("0", "大家好"))
    video.chapters.update(title="别人的")
    page = desk.post(address(video), form)
    assert "别人刚刚改过" in page.text
    [again] = [tag for tag in read(page.content).all("input") if tag.attributes.get("name") == "seen"]
    desk.post(address(video), {**form, "seen": again.attributes["value"]})
    assert kept(video) == [("0:00", "大家好")]


def test_fresh_suggestions_are_looked_at_before_they_replace_anything(desk: Client, video: Video) -> None:
    speak(TranscriptFactory(video=video, state="done"))
    page = desk.get(address(video) + "?suggest=1").text
    assert "第三步是形成决定" in page
    assert kept(video) == [("0:00", "开场"), ("0:16", "收集意见")]


def test_who_may_not_change_the_video_changes_no_chapters(client: Client, video: Video) -> None:
    client.force_login(UserFactory())
    assert client.post(address(video), rows(video, ("0", "大家好"))).status_code in (302, 404)
    assert kept(video) == [("0:00", "开场"), ("0:16", "收集意见")]
