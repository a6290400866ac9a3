"""Reading and watching a lesson."""

import json

import pytest
from django.test import Client
from wagtail.models import Site
from wagtail_factories import DocumentFactory, ImageFactory

from college.courses.models import CoursePage, LessonPage
from media.models import Cue, Transcript, Video
from tests.factories import CoursePageFactory, LessonPageFactory, UserFactory
from tests.pages import inline_code, queries, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def course() -> CoursePage:
    course: CoursePage = CoursePageFactory(access=CoursePage.Access.PUBLIC)
    return course


def spoken(*lines: str) -> Video:
    video = Video.objects.create(title="写名字", state=Video.State.READY, duration=60, file="videos/1/original")
    transcript = Transcript.objects.create(video=video, language="zh", state=Transcript.State.DONE)
    for place, line in enumerate(lines):
        Cue.objects.create(transcript=transcript, start_ms=place * 1000, end_ms=place * 1000 + 900, text=line)
    return video


def text_of(client: Client, url: str) -> str:
    return " ".join(client.get(url).content.decode().split())


def test_a_learner_watches_with_the_transcript_beside_the_player(client: Client, course: CoursePage) -> None:
    lesson = LessonPageFactory(parent=course, video=spoken("今天学写名字。", "先写姓。"))
    page = read(client.get(lesson.url).content)
    assert [tag.attributes["id"] for tag in page.all("video")] == ["player"]
    lines = [tag.text for tag in page.tags if tag.attributes.get("class") == "cue-text"]
    assert lines == ["今天学写名字。", "先写姓。"]


def test_a_video_that_is_not_ready_is_one_sentence(client: Client, course: CoursePage) -> None:
    lesson = LessonPageFactory(parent=course, video=Video.objects.create(title="写名字"))
    page = client.get(lesson.url).content
    assert not read(page).all("video")
    assert "视频正在准备" in page.decode()


def test_a_learner_turns_to_the_lesson_before_and_after(client: Client, course: CoursePage) -> None:
    first, middle, last = (LessonPageFactory(parent=course) for _ in range(3))
    context = client.get(middle.url).context
    assert (context["previous"], context["number"], context["next"]) == (first, 2, last)
    assert client.get(first.url).context["previous"] is None
    assert client.get(last.url).context["next"] is None


def test_the_lesson_at_hand_is_marked_in_the_contents(client: Client, course: CoursePage) -> None:
    lesson = LessonPageFactory.create_batch(2, parent=course)[1]
    rows = [tag for tag in read(client.get(lesson.url).content).all("li") if "contents__row" in tag.attributes["class"]]
    assert [row.attributes.get("aria-current") for row in rows] == [None, "page"]


def test_every_kind_of_block_is_set(client: Client, course: CoursePage) -> None:
    picture, document = ImageFactory(), DocumentFactory(title="田字格纸")
    body = [
        {"type": "heading", "value": "怎样写"},
        {"type": "text", "value": "<p>一横一竖。</p>"},
        {
            "type": "picture",
            "value": {"image": {"image": picture.pk, "alt_text": "木和子", "decorative": False}, "caption": "合成李"},
        },
        {"type": "callout", "value": {"kind": "tip", "text": "<p>慢慢写。</p>"}},
        {"type": "steps", "value": {"title": "步骤", "steps": ["先横", "后竖"]}},
        {"type": "document", "value": {"document": document.pk, "description": "打印出来用"}},
        {"type": "characters", "value": {"characters": "李、木 子"}},
    ]
    lesson = LessonPageFactory(parent=course, body=json.dumps(body))
    answer = client.get(lesson.url)
    page = read(answer.content)
    text = answer.content.decode()
    for words in ("怎样写", "一横一竖。", "合成李", "小窍门", "慢慢写。", "后竖", "打印出来用"):
        assert words in text
    image = page.all("img")[-1].attributes
    assert image["alt"] == "木和子"
    assert image["srcset"]
    assert [tag.text for tag in page.tags if tag.attributes.get("class") == "tian"] == ["李", "木", "子"]
    assert any(tag.attributes.get("href") == document.url for tag in page.all("a"))
    assert f"{document.file_extension.upper()} 文件" in text


def test_what_an_editor_types_is_shown_and_never_run(client: Client, course: CoursePage) -> None:
    nasty = "<script>alert(1)</script>"
    body = [
        {"type": "heading", "value": nasty},
        {"type": "steps", "value": {"title": nasty, "steps": [nasty]}},
        {"type": "characters", "value": {"characters": nasty}},
    ]
    lesson = LessonPageFactory(parent=course, title=nasty, introduction=nasty, body=json.dumps(body))
    assert not inline_code(read(client.get(lesson.url).content))


def test_an_editor_previews_a_lesson_that_was_never_saved(client: Client, course: CoursePage, site: Site) -> None:
    lesson = LessonPage(title="新课", slug="new")
    lesson.path, lesson.depth = LessonPage._get_path(course.path, course.depth + 1, 1), course.depth + 1
    lesson.set_url_path(course)
    assert "新课" in lesson.make_preview_request().content.decode()


def test_an_editor_previews_a_draft_of_a_members_course(course: CoursePage) -> None:
    lesson = LessonPageFactory(parent=CoursePageFactory(), live=False, title="草稿")
    assert "草稿" in lesson.make_preview_request().content.decode()


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_lesson_costs_as_many_queries_among_many_as_among_few(
    client: Client, course: CoursePage, signed_in: bool
) -> None:
    if signed_in:
        client.force_login(UserFactory())
    lesson = LessonPageFactory(parent=course, video=spoken("今天学写名字。"))
    LessonPageFactory(parent=course)
    few = queries(client, lesson.url)
    for _ in range(15):
        LessonPageFactory(parent=course, video=spoken("再学一课。"))
    assert queries(client, lesson.url) == few <= 26
