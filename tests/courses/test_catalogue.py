"""Finding a course in the catalogue."""

import pytest
from django.db.models import ProtectedError
from django.test import Client
from wagtail_factories import ImageFactory

from college.courses.catalogue import PAGE_SIZE
from college.courses.models import Audience, Programme
from tests.factories import AudienceFactory, CoursePageFactory, LessonPageFactory, ProgrammeFactory, UserFactory
from tests.pages import queries, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def literacy() -> Programme:
    return ProgrammeFactory(name="认字班", slug="literacy")


@pytest.fixture
def elders() -> Audience:
    return AudienceFactory(name="老年学员", slug="elders")


def titles(client: Client, query: str = "", **headers: str) -> list[str]:
    return [course.title for course in client.get(f"/courses/{query}", headers=headers).context["shelf"].courses]


def test_a_visitor_sees_every_published_course_and_no_draft(client: Client) -> None:
    CoursePageFactory(title="写名字")
    CoursePageFactory(title="还没写好", live=False)
    assert titles(client) == ["写名字"]


def test_a_visitor_narrows_by_programme_and_by_audience(client: Client, literacy: Programme, elders: Audience) -> None:
    CoursePageFactory(title="写名字", programme=literacy, audiences=[elders])
    CoursePageFactory(title="读信", programme=literacy)
    CoursePageFactory(title="议事会", audiences=[elders])
    assert titles(client, "?programme=literacy") == ["写名字", "读信"]
    assert sorted(titles(client, "?audience=elders")) == ["写名字", "议事会"]
    assert titles(client, "?programme=literacy&audience=elders") == ["写名字"]


def test_every_choice_is_a_link_that_keeps_the_other_choice(
    client: Client, literacy: Programme, elders: Audience
) -> None:
    CoursePageFactory(programme=literacy, audiences=[elders])
    links = read(client.get("/courses/?audience=elders").content).links()
    assert links["认字班"] == "?programme=literacy&audience=elders"


def test_a_choice_says_how_many_courses_it_leads_to(client: Client, literacy: Programme, elders: Audience) -> None:
    CoursePageFactory.create_batch(2, programme=literacy)
    CoursePageFactory(programme=literacy, audiences=[elders])
    CoursePageFactory(programme=literacy, live=False)
    catalogue = client.get("/courses/").context["catalogue"]
    programmes = {choice.label: choice.count for choice in catalogue.programme_choices()}
    audiences = {choice.label: choice.count for choice in catalogue.audience_choices()}
    assert programmes == {"全部": None, "认字班": 3}
    assert audiences == {"全部": None, "老年学员": 1}


def test_htmx_receives_the_courses_only_and_a_browser_the_page(client: Client, literacy: Programme) -> None:
    CoursePageFactory(title="写名字", programme=literacy)
    part = client.get("/courses/?programme=literacy", headers=HTMX)
    whole = client.get("/courses/?programme=literacy")
    assert b"<html" not in part.content
    assert "写名字" in part.content.decode()
    assert part.content.strip() in whole.content
    assert "HX-Request" in part["Vary"]


def test_the_way_back_in_a_browser_shows_the_whole_page(client: Client) -> None:
    headers = {**HTMX, "HX-History-Restore-Request": "true"}
    assert b"<html" in client.get("/courses/", headers=headers).content


@pytest.mark.parametrize("query", ["?programme=nothing", "?audience=%00", "?programme=", "?page=nine", "?page=-1"])
def test_a_filter_that_nothing_goes_by_is_ignored(client: Client, query: str) -> None:
    CoursePageFactory(title="写名字")
    assert titles(client, query) == ["写名字"]


def test_when_no_course_fits_the_visitor_is_shown_a_way_out(
    client: Client, literacy: Programme, elders: Audience
) -> None:
    CoursePageFactory(programme=literacy)
    page = client.get("/courses/?programme=literacy&audience=elders")
    assert "没有同时符合" in page.content.decode()
    assert read(page.content).links()["看全部课程"] == "/courses/"


def test_an_empty_college_says_that_courses_are_on_their_way(client: Client) -> None:
    assert "课程正在准备" in client.get("/courses/").content.decode()


def test_a_long_catalogue_is_leafed_through_by_links(client: Client, literacy: Programme) -> None:
    CoursePageFactory.create_batch(PAGE_SIZE + 1, programme=literacy)
    first = client.get("/courses/?programme=literacy")
    following = read(first.content).links()["下一页"]
    assert following == "?programme=literacy&page=2"
    assert len(titles(client, following)) == 1


def test_a_card_says_how_long_a_course_is(client: Client) -> None:
    course = CoursePageFactory(hours=2)
    LessonPageFactory.create_batch(2, parent=course, reading_minutes=10)
    LessonPageFactory(parent=course, reading_minutes=90, live=False)
    page = " ".join(client.get("/courses/").content.decode().split())
    assert "<li>2 课</li> <li>约 20 分钟</li> <li>2 学时</li>" in page


def courses_with_covers(number: int) -> None:
    for _ in range(number):
        LessonPageFactory(parent=CoursePageFactory(cover=ImageFactory(), audiences=[AudienceFactory()]))


@pytest.mark.parametrize(("signed_in", "most"), [(False, 17), (True, 21)])
def test_thirty_courses_cost_no_more_queries_than_three(client: Client, signed_in: bool, most: int) -> None:
    if signed_in:
        client.force_login(UserFactory())
    courses_with_covers(3)
    few = queries(client, "/courses/")
    courses_with_covers(21)
    assert queries(client, "/courses/") == few <= most


def test_a_programme_that_has_courses_cannot_be_deleted() -> None:
    with pytest.raises(ProtectedError):
        CoursePageFactory().programme.delete()
