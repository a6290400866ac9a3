"""Chapters as players fetch them."""

import pytest
from django.test import Client

from tests.factories import CoursePageFactory, LessonPageFactory
from tests.media.factories import ChapterFactory, VideoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_a_player_gets_chapters_that_last_until_the_next(client: Client) -> None:
    video = VideoFactory(duration=70.0)
    ChapterFactory(video=video, start_ms=0, title="开场 <1>")
    ChapterFactory(video=video, start_ms=16_840, title="收集意见")
    LessonPageFactory(video=video, parent=CoursePageFactory(access="public"))
    answer = client.get(f"/videos/{video.pk}/chapters.vtt")
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer.text == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:16.840\n开场 &lt;1&gt;\n\n00:00:16.840 --> 00:01:10.000\n收集意见\n"
    )


def test_a_stranger_gets_no_chapters_of_a_closed_lesson(client: Client) -> None:
    chapter = ChapterFactory()
    LessonPageFactory(video=chapter.video)
    assert client.get(f"/videos/{chapter.video_id}/chapters.vtt").status_code == 404


def test_a_video_without_chapters_has_none_to_fetch(client: Client) -> None:
    video = VideoFactory()
    LessonPageFactory(video=video, parent=CoursePageFactory(access="public"))
    assert client.get(f"/videos/{video.pk}/chapters.vtt").status_code == 404
