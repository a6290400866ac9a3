from collections.abc import Callable

import pytest
from django.core.checks import run_checks
from pytest_django import Settings
from wagtail.models import Site
from wagtail.rich_text import RichText

from college.courses.context import text_around
from media.models import Cue
from tests.factories import CoursePageFactory, LessonPageFactory
from tests.media.factories import CueFactory, VideoFactory

pytestmark = pytest.mark.django_db


def test_the_words_round_a_video_are_those_of_its_lessons_and_their_courses(site: Site) -> None:
    video = VideoFactory()
    course = CoursePageFactory(title="居民骨干", summary="把事议好。", outcomes=[("outcome", "会写公示")])
    body = [
        ("text", RichText("<p>议事会要解决的是<b>大家</b>的事。</p>")),
        ("steps", {"title": "四步走", "steps": ["收集意见", "反馈和公示"]}),
    ]
    LessonPageFactory(parent=course, title="怎样开会", introduction="一步一步来。", video=video, body=body)
    LessonPageFactory(parent=course, title="另一课")
    lines = text_around(video).splitlines()
    assert lines[:3] == ["怎样开会", "一步一步来。", "议事会要解决的是大家的事。"]
    assert {"四步走", "反馈和公示", "居民骨干", "把事议好。", "会写公示"} <= set(lines)
    assert "另一课" not in lines


def test_nothing_is_written_round_a_video_that_no_lesson_shows() -> None:
    assert text_around(VideoFactory()) == ""


def test_an_editor_who_publishes_the_lesson_finds_the_captions_repaired(
    site: Site, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    cue = CueFactory(text="第四步是反馈和公事。")
    lesson = LessonPageFactory(video=cue.transcript.video)
    lesson.introduction = "收集意见、交流讨论、反馈和公示。"
    with django_capture_on_commit_callbacks(execute=True):
        lesson.save_revision().publish()
    assert Cue.objects.get().text == "第四步是反馈和公示。"


def test_an_editor_who_publishes_the_course_finds_its_captions_repaired(
    site: Site, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    cue = CueFactory(text="第四步是反馈和公事。")
    course = LessonPageFactory(video=cue.transcript.video).course
    course.summary = "收集、交流、反馈和公示。"
    with django_capture_on_commit_callbacks(execute=True):
        course.save_revision().publish()
    assert Cue.objects.get().text == "第四步是反馈和公示。"


def test_an_operator_who_misspells_where_the_words_come_from_is_told(settings: Settings) -> None:
    settings.VIDEO_CONTEXT = "college.courses.context.text_arond"
    assert [message.id for message in run_checks()] == ["media.E004"]
