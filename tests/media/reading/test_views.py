"""The transcript as it is read: beside the player, the rest of a long one, all of it on a page."""

import pytest
from django.test import Client

from media.models import Cue, Transcript, Video
from media.reading.opening import FIRST_LINES
from tests.factories import CoursePageFactory, LessonPageFactory
from tests.media.factories import ChapterFactory, TranscriptFactory
from tests.pages import inline_code, queries, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

SENTENCE = "志愿者的姓名、服务的时间、服务的地点，"
PAGE_BUDGET = 150_000


def talk(lines: int, access: str = "public") -> Video:
    """A line every 2.7 seconds: three hours are 4,000."""
    transcript = TranscriptFactory(state=Transcript.State.DONE, video__duration=lines * 2.7)
    Cue.objects.bulk_create(
        Cue(transcript=transcript, start_ms=n * 2700, end_ms=n * 2700 + 2500, text=f"{n}，{SENTENCE}")
        for n in range(lines)
    )
    video: Video = transcript.video
    LessonPageFactory(video=video, parent=CoursePageFactory(access=access))
    return video


def lesson_page(client: Client, video: Video) -> bytes:
    content: bytes = client.get(video.lessons.get().url).content
    return content


def test_a_lesson_of_three_hours_is_a_light_page(client: Client) -> None:
    video = talk(4000)
    page = lesson_page(client, video)
    assert len(page) < PAGE_BUDGET
    lines = [tag for tag in read(page).all("button") if tag.attributes.get("class") == "cue"]
    assert len(lines) == FIRST_LINES
    assert read(page).links()["看全部文字稿"] == f"/videos/{video.pk}/transcript"
    assert not inline_code(read(page))


def test_the_lines_that_a_page_left_out_are_fetched_without_a_gap(client: Client) -> None:
    video = talk(FIRST_LINES + 2)
    last = [tag for tag in read(lesson_page(client, video)).all("button") if tag.attributes.get("class") == "cue"][-1]
    rest = client.get(f"/videos/{video.pk}/lines", {"after": last.attributes["data-start"]}).json()
    [part] = rest["parts"]
    assert [start for start, _, _ in part["lines"]] == [FIRST_LINES * 2700, (FIRST_LINES + 1) * 2700]
    assert part["lines"][0][1:] == ["13:30", f"{FIRST_LINES}，{SENTENCE}"]


@pytest.mark.parametrize("after", ["", "-1", "x", "²", "9" * 30])
def test_whatever_is_asked_for_the_lines_answer(client: Client, after: str) -> None:
    assert client.get(f"/videos/{talk(2).pk}/lines", {"after": after}).status_code == 200


def test_a_short_transcript_is_there_as_a_whole(client: Client) -> None:
    assert "看全部文字稿" not in lesson_page(client, talk(FIRST_LINES)).decode()


def test_all_is_read_on_one_page_under_the_titles_of_the_chapters(client: Client) -> None:
    video = talk(FIRST_LINES + 5)
    ChapterFactory(video=video, start_ms=0, title="开场")
    ChapterFactory(video=video, start_ms=2700 * FIRST_LINES, title="后来")
    page = client.get(f"/videos/{video.pk}/transcript")
    assert [tag.text for tag in read(page.content).all("h2")] == ["开场", "后来"]
    assert f"{FIRST_LINES + 4}，{SENTENCE}" in page.text


def test_a_stranger_reads_nothing_of_a_closed_lesson(client: Client) -> None:
    video = talk(2, access="members")
    assert client.get(f"/videos/{video.pk}/transcript").status_code == 404
    assert client.get(f"/videos/{video.pk}/lines").status_code == 404


def test_chapters_stand_along_the_player_and_between_the_lines(client: Client) -> None:
    video = talk(20)
    ChapterFactory(video=video, start_ms=0, title="开场")
    # An editor wrote 0:13; the line that begins the part is spoken from 0:13.5 on, the one before until 0:13.3.
    ChapterFactory(video=video, start_ms=13_000, title="后来")
    page = lesson_page(client, video)
    links = [tag.attributes["href"] for tag in read(page).all("a") if "#t=" in (tag.attributes.get("href") or "")]
    assert links == ["#t=0", "#t=13"] * 2
    [track] = [tag for tag in read(page).all("track") if tag.attributes["kind"] == "chapters"]
    assert track.attributes["src"] == f"/videos/{video.pk}/chapters.vtt"
    text = page.decode()
    panel = text[text.index('class="transcript"') :]
    assert panel.index(f"4，{SENTENCE}") < panel.index("后来") < panel.index(f"5，{SENTENCE}")
    assert not inline_code(read(page))


def test_many_lines_and_chapters_cost_as_many_queries_as_few(client: Client) -> None:
    few, many = talk(3), talk(FIRST_LINES + 30)
    for n in range(10):
        ChapterFactory(video=many, start_ms=n * 60_000)
    ChapterFactory(video=few, start_ms=0)
    assert queries(client, few.lessons.get().url) == queries(client, many.lessons.get().url)
