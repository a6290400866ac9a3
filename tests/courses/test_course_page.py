"""What a visitor reads of a course before taking it."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from college.courses.models import CoursePage
from tests.factories import (
    AudienceFactory,
    CoursePageFactory,
    LessonPageFactory,
    OrganisationFactory,
    ProgrammeFactory,
    UserFactory,
    the_catalogue,
)
from tests.pages import queries, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(UserFactory(is_superuser=True))
    return client


def text_of(client: Client, url: str) -> str:
    return " ".join(client.get(url).content.decode().split())


def test_a_visitor_reads_who_gives_the_course_for_whom_and_to_what_end(client: Client) -> None:
    course = CoursePageFactory(
        provider=OrganisationFactory(name="明亮社区学院"),
        audiences=[AudienceFactory(name="老年学员", order=1), AudienceFactory(name="志愿者", order=2)],
        outcomes=json.dumps([{"type": "outcome", "value": "写出自己的名字"}]),
        description="<p>准备一支铅笔。</p>",
    )
    page = text_of(client, course.url)
    for words in ("明亮社区学院", "老年学员、志愿者", "写出自己的名字", "准备一支铅笔"):
        assert words in page


def test_lessons_stand_in_the_editors_order_and_drafts_are_left_out(client: Client) -> None:
    course = CoursePageFactory()
    for title in ("第一", "第二", "第三"):
        LessonPageFactory(parent=course, title=title)
    LessonPageFactory(parent=course, title="草稿", live=False)
    course.lessons().last().move(course.lessons().first(), pos="left")
    assert [lesson.title for lesson in client.get(course.url).context["lessons"]] == ["第三", "第一", "第二"]


def test_the_rule_of_completion_is_said_in_words(client: Client) -> None:
    everything = CoursePageFactory()
    chosen = CoursePageFactory(completion_rule=CoursePage.CompletionRule.REQUIRED)
    for course in (everything, chosen):
        LessonPageFactory(parent=course)
        LessonPageFactory(parent=course, title="多学一点", is_required=False)
    assert "学完全部 2 课" in text_of(client, everything.url)
    page = text_of(client, chosen.url)
    assert "学完必学的 1 课" in page
    assert "选学" in page


def test_a_course_without_lessons_or_cover_still_reads_well(client: Client) -> None:
    page = text_of(client, CoursePageFactory(programme__character="字").url)
    assert "课时正在准备" in page
    assert "<span>字</span>" in page


def test_the_way_back_leads_to_the_programmes_courses(client: Client) -> None:
    course = CoursePageFactory(programme__name="认字班", programme__slug="literacy")
    assert read(client.get(course.url).content).links()["认字班"] == "/courses/?programme=literacy"


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_long_course_costs_no_more_queries_than_a_short_one(client: Client, signed_in: bool) -> None:
    if signed_in:
        client.force_login(UserFactory())
    course = CoursePageFactory(audiences=[AudienceFactory()])
    LessonPageFactory.create_batch(2, parent=course)
    few = queries(client, course.url)
    LessonPageFactory.create_batch(20, parent=course)
    assert queries(client, course.url) == few <= 24


def test_an_editor_previews_a_course_that_was_never_saved(editor: Client) -> None:
    catalogue, programme, provider = the_catalogue(), ProgrammeFactory(), OrganisationFactory()
    said = {"title": "新课", "slug": "new", "summary": "一门课。", "programme": programme.pk, "provider": provider.pk}
    said |= {"outcomes-count": "0", "description": "null", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    said |= {"hours": "0", "access": "members", "completion_rule": "all"}
    url = reverse("wagtailadmin_pages:preview_on_add", args=["courses", "coursepage", catalogue.pk])
    assert editor.post(url, said).json()["is_valid"]
    assert "新课" in editor.get(url, {"mode": ""}).content.decode()
