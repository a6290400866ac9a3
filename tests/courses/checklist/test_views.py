"""The checklist as its editors use it."""

import pytest
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import Page

from college.courses.models import AddressVisit, CoursePage, PictureContrast
from tests.courses.board.cast import an_editor, signed_in
from tests.courses.checklist.cast import a_lesson, a_picture, shown, text
from tests.factories import CoursePageFactory, UserFactory
from tests.media.factories import VideoFactory
from tests.pages import queries, read

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("site")]


def url(page: Page, name: str = "list") -> str:
    return reverse(f"checklists:{name}", args=[page.pk])


@pytest.fixture
def editor() -> Client:
    return signed_in(an_editor())


@pytest.fixture
def course() -> CoursePage:
    course: CoursePage = CoursePageFactory(title="看病")
    a_lesson(course=course, title="挂号", video=VideoFactory(title="怎样挂号"))
    return course


def test_the_list_of_a_course_leads_from_each_sentence_to_where_it_is_mended(
    editor: Client, course: CoursePage
) -> None:
    links = read(editor.get(url(course)).content).links()
    assert links["视频“怎样挂号”没有字幕，耳朵不好的人看不懂"].startswith("/admin/videos/edit/")


def test_the_board_tells_how_much_is_to_be_mended_and_where(editor: Client, course: CoursePage) -> None:
    page = editor.get(reverse("boards:board", args=[course.pk]))
    lesson = course.get_children().get()
    assert "发布前检查：有 1 处可以改好" in page.text
    assert read(page.content).links()["有 1 处可以改好"] == url(lesson)


def test_a_board_where_all_is_well_says_so(editor: Client) -> None:
    lesson = a_lesson()
    assert "发布前检查：没有要改的" in editor.get(reverse("boards:board", args=[lesson.get_parent().pk])).text


def test_the_editor_of_a_lesson_finds_its_checklist_among_the_checks(editor: Client, course: CoursePage) -> None:
    lesson = course.get_children().get()
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).text
    assert f'data-checklist="{url(lesson, "panel")}"' in page
    assert "没有字幕" in editor.get(url(lesson, "panel")).text


def test_other_pages_have_none(editor: Client) -> None:
    home = Page.objects.get(depth=2)
    assert "data-checklist" not in editor.get(reverse("wagtailadmin_pages:edit", args=[home.pk])).text
    assert editor.get(url(home)).status_code == 404


def test_strangers_and_learners_see_none_and_send_nobody_to_look(client: Client, course: CoursePage) -> None:
    stranger = an_editor()
    stranger.groups.get().page_permissions.all().delete()
    for name in ("list", "panel"):
        assert signed_in(stranger).get(url(course, name)).status_code == 404
        assert signed_in(UserFactory()).get(url(course, name)).status_code == 302
    assert signed_in(stranger).post(url(course, "look")).status_code == 404
    assert client.post(url(course, "look")).status_code == 302
    assert AddressVisit.objects.count() == PictureContrast.objects.count() == 0


def test_addresses_are_looked_at_when_an_editor_asks_and_only_those_outside(editor: Client) -> None:
    course = CoursePageFactory()
    here = course.full_url
    links = f'<p><a href="http://127.0.0.1/x">内网</a><a href="{here}">这里</a><a href="tel:110">110</a></p>'
    a_lesson(text(links), course=course)
    assert editor.get(url(course, "look")).status_code == 405
    editor.post(url(course, "look"))
    assert list(AddressVisit.objects.values_list("address", flat=True)) == []
    page = a_lesson(text('<p><a href="http://10.0.0.1/x">内网</a></p>'), course=course)
    with TestCase.captureOnCommitCallbacks(execute=True):
        editor.post(url(page, "look"))
    assert AddressVisit.objects.get().outcome == "refused"


def test_one_who_writes_scripts_into_a_title_frightens_nobody(editor: Client) -> None:
    lesson = a_lesson(shown(a_picture("<script>alert(1)</script>")), title="<b>粗</b>")
    for name in ("list", "panel"):
        page = editor.get(url(lesson, name)).text
        assert "<script>alert" not in page
        assert "<b>粗" not in page


def test_the_list_costs_as_many_queries_for_ten_lessons_as_for_one(editor: Client, course: CoursePage) -> None:
    few = queries(editor, url(course))
    for _n in range(9):
        a_lesson(shown(a_picture()), course=course, video=VideoFactory())
    assert queries(editor, url(course)) <= few + 1  # for pictures, of which the first had none
    assert few <= 40
