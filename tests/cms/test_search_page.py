"""Looking for something from the search page."""

import json
from urllib.parse import quote

import pytest
from django.test import Client

from cms.views import PAGE_SIZE
from college.courses.models import CoursePage, LessonPage
from media.models import Transcript, Video
from tests.factories import CoursePageFactory, LessonPageFactory, UserFactory
from tests.media.factories import CueFactory, TranscriptFactory
from tests.pages import queries, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def public_course() -> CoursePage:
    course: CoursePage = CoursePageFactory(access=CoursePage.Access.PUBLIC)
    return course


def spoken(*lines: str) -> Video:
    """A video in which a line is said every three seconds."""
    transcript = TranscriptFactory(state=Transcript.State.DONE)
    for place, line in enumerate(lines):
        CueFactory(transcript=transcript, start_ms=place * 3000, text=line)
    video: Video = transcript.video
    return video


def found(client: Client, query: str) -> list[str]:
    return [result.page.title for result in client.get("/search/", {"q": query}).context["results"]]


def lesson_that_says(text: str, **fields: object) -> LessonPage:
    lesson: LessonPage = LessonPageFactory(body=json.dumps([{"type": "text", "value": f"<p>{text}</p>"}]), **fields)
    return lesson


def test_a_visitor_finds_a_course_by_two_characters_inside_its_name(client: Client) -> None:
    CoursePageFactory(title="社区学院认字班")
    assert found(client, "认字") == ["社区学院认字班"]


def test_a_result_says_where_it_stands_and_marks_what_was_meant(client: Client) -> None:
    client.force_login(UserFactory())
    lesson_that_says("先听<b>孙子</b>怎么念，再自己念一遍。", parent=CoursePageFactory(title="读一封信"))
    answer = client.get("/search/", {"q": "孙子"})
    assert answer.context["results"][0].trail == ["课程", "读一封信"]
    assert "先听<mark>孙子</mark>怎么念" in answer.content.decode()


def test_words_spoken_in_a_video_are_shown_to_a_learner_and_kept_from_a_stranger(client: Client) -> None:
    video = spoken("先把", "加装电梯的事说清楚。")
    LessonPageFactory(title="开会", introduction="开会以前", video=video).save_revision().publish()
    assert found(client, "加装电梯") == []
    assert found(client, "开会 以前") == ["开会"]
    client.force_login(UserFactory())
    assert "<mark>加装电梯</mark>的事说清楚。" in client.get("/search/", {"q": "加装电梯"}).content.decode()


def test_a_stranger_finds_a_closed_lesson_by_its_title_without_what_is_said_in_it(client: Client) -> None:
    LessonPageFactory(title="怎样开会", video=spoken("我们来开会。"))
    LessonPageFactory(title="学开会", video=spoken("大家来开会。"), parent=public_course())
    page = client.get("/search/?q=开会").content.decode()
    assert "怎样<mark>开会</mark>" in page
    assert "我们来" not in page
    assert "大家来<mark>开会</mark>。" in page


def test_a_sentence_leads_to_the_second_at_which_it_is_spoken(client: Client) -> None:
    lesson = LessonPageFactory(
        introduction="先读一读", video=spoken(*["请坐。"] * 28, "小区要加装", "电梯。"), parent=public_course()
    )
    answer = client.get("/search/", {"q": "加装电梯"})
    [place] = answer.context["results"][0].places
    assert (place.fragment, place.label) == ("t=84", "1:24")
    assert "小区要<mark>加装电梯</mark>。" in answer.content.decode()
    assert f'href="{lesson.url}?find={quote("加装电梯")}#t=84"' in answer.content.decode()
    assert "先读一读" not in answer.content.decode()


def test_a_stranger_finds_the_open_lesson_and_not_the_closed_one_that_says_the_same(client: Client) -> None:
    lesson_that_says("先听孙子怎么念。", title="开着的", parent=CoursePageFactory(access=CoursePage.Access.PUBLIC))
    lesson_that_says("先听孙子怎么念。", title="关着的")
    assert found(client, "孙子") == ["开着的"]
    client.force_login(UserFactory())
    assert sorted(found(client, "孙子")) == ["关着的", "开着的"]


def test_nobody_finds_drafts_or_what_lies_below_them(client: Client) -> None:
    LessonPageFactory(title="写名字", parent=CoursePageFactory(live=False))
    LessonPageFactory(title="写名字", live=False)
    assert "没有找到" in client.get("/search/", {"q": "写名字"}).content.decode()


def test_nothing_typed_is_no_mistake(client: Client) -> None:
    for query in ("", "   ", "\0"):
        answer = client.get("/search/", {"q": query})
        assert answer.status_code == 200
        assert "results" not in answer.context


@pytest.mark.parametrize("query", ['"', "'", "%", "* OR (", "a" * 5000, "<script>", "（）", "😀", "NEAR("])
def test_whatever_is_typed_the_page_answers(client: Client, query: str) -> None:
    CoursePageFactory(title="写名字")
    answer = client.get("/search/", {"q": query})
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


def test_nothing_found_shows_other_ways(client: Client) -> None:
    answer = client.get("/search/?q=火星")
    assert "没有找到“火星”" in answer.content.decode()
    assert read(answer.content).links()["看全部课程"] == "/courses/"


def test_many_results_are_leafed_through_by_links(client: Client) -> None:
    for number in range(PAGE_SIZE + 1):
        CoursePageFactory(title=f"认字{number}")
    following = read(client.get("/search/?q=认字").content).links()["下一页"]
    assert len(client.get("/search/" + following).context["results"]) == 1


@pytest.mark.parametrize(("signed_in", "most"), [(False, 11), (True, 15)])
def test_many_results_cost_no_more_queries_than_few(client: Client, signed_in: bool, most: int) -> None:
    if signed_in:
        client.force_login(UserFactory())
    url = "/search/?q=认字"
    spread(2)
    few = queries(client, url)
    spread(4)
    assert queries(client, url) == few <= most


def spread(number: int) -> None:
    for _ in range(number):
        LessonPageFactory(title="认字课", video=spoken("今天认字。"), parent=CoursePageFactory(title="认字班"))
    assert CoursePage.objects.exists()
