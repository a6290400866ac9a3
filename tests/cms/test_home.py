"""The first page."""

import pytest
from django.test import Client
from wagtail.models import Page, get_page_models

from tests.factories import CoursePageFactory, LessonPageFactory, ProgrammeFactory, StandardPageFactory, UserFactory
from tests.pages import queries, read

pytestmark = pytest.mark.django_db


def test_a_fresh_site_greets_and_shows_the_way_to_the_courses(client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert read(page.content).links()["看看有什么课"] == "/courses/"
    assert client.get("/courses/").status_code == 200


@pytest.mark.usefixtures("site")
def test_a_visitor_sees_the_programmes_in_their_order_and_the_newest_courses_first(client: Client) -> None:
    for place, name in enumerate(("云培训", "认字班")):
        ProgrammeFactory(name=name, slug=f"p{place}", order=2 - place)
    for title in ("旧课", "第二", "第三", "新课"):
        CoursePageFactory(title=title, programme__order=9).save_revision().publish()
    links = read(client.get("/").content).links()
    names = [name for name, url in links.items() if "?programme=" in url]
    assert names[:2] == ["认字班", "云培训"]
    page = client.get("/").content.decode()
    assert page.index("新课") < page.index("第三") < page.index("第二")
    assert "旧课" not in page


@pytest.mark.usefixtures("site")
def test_a_learner_is_greeted_by_name(client: Client) -> None:
    client.force_login(UserFactory(display_name="王秀兰"))
    assert "王秀兰，您好" in client.get("/").content.decode()


def test_pages_that_editors_put_into_the_menu_stand_at_the_foot(client: Client, site: object) -> None:
    home = site.root_page  # type: ignore[attr-defined]
    StandardPageFactory(parent=home, title="关于我们", slug="about", show_in_menus=True)
    StandardPageFactory(parent=home, title="随便写写")
    links = read(client.get("/").content).links()
    assert links["关于我们"] == "/about/"
    assert "随便写写" not in links


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(("signed_in", "most"), [(False, 14), (True, 22)])
def test_a_large_college_costs_the_first_page_no_more_queries_than_a_small_one(
    client: Client, signed_in: bool, most: int
) -> None:
    if signed_in:
        client.force_login(UserFactory())
    for _ in range(3):
        LessonPageFactory()
    few = queries(client, "/")
    for _ in range(12):
        LessonPageFactory()
    assert queries(client, "/") == few <= most


def test_an_editor_is_offered_no_shared_password_for_any_page() -> None:
    assert all("password" not in kind.private_page_options for kind in get_page_models() if kind is not Page)
