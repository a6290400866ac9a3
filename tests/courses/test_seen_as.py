"""A lesson in the editor's preview as somebody else will see it."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from college.courses.models import CoursePage, LessonPage
from college.people.models import TextSize, User
from college.progress.actions import enrol
from college.progress.models import Enrolment
from tests.courses.board.cast import an_editor, signed_in
from tests.courses.checklist.cast import a_lesson, form
from tests.factories import CoursePageFactory, UserFactory
from tests.media.factories import CueFactory
from tests.pages import Document, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
READERS = ("elder", "worker", "visitor", "english")


@pytest.fixture
def course() -> CoursePage:
    course: CoursePage = CoursePageFactory(title="看病", access=CoursePage.Access.PUBLIC)
    return course


@pytest.fixture
def user() -> User:
    user = an_editor("Editors", "Moderators")
    user.display_name = "周编辑"
    user.save()
    return user


@pytest.fixture
def editor(user: User) -> Client:
    return signed_in(user)


def preview(editor: Client, lesson: Page, mode: str, **fields: Any) -> str:
    """What the frame shows of what is being written."""
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[lesson.pk])
    sent = editor.post(url, form("还没有保存的题目", lesson.video, **fields))
    assert json.loads(sent.content)["is_available"]
    response = editor.get(url, {"mode": mode})
    assert response.status_code == 200
    return response.text


def size_of(page: str) -> str | None:
    return read(page.encode()).all("html")[0].attributes["data-text-size"]


def test_an_elderly_learner_reads_the_largest_letters(editor: Client, course: CoursePage) -> None:
    page = preview(editor, a_lesson(course=course), "elder")
    assert size_of(page) == TextSize.LARGEST
    assert "还没有保存的题目" in page
    assert "老年学员" in page


def test_the_size_the_editor_chose_for_themselves_does_not_count(editor: Client, course: CoursePage) -> None:
    editor.cookies["text_size"] = "large"
    lesson = a_lesson(course=course)
    assert size_of(preview(editor, lesson, "worker")) == TextSize.STANDARD
    assert size_of(preview(editor, lesson, "")) == TextSize.LARGE


def test_a_community_worker_is_signed_in_and_not_enrolled(editor: Client, course: CoursePage, user: User) -> None:
    enrol(learner=user, course=course)
    lesson = a_lesson(course=course)
    page = preview(editor, lesson, "worker")
    assert "社区工作者" in page
    assert reverse("account_logout") in page
    actions = [tag.attributes.get("action") for tag in read(page.encode()).all("form")]
    assert any("enrol" in str(action) for action in actions)


def test_who_is_not_signed_in_is_offered_to_sign_in(editor: Client, course: CoursePage) -> None:
    page = preview(editor, a_lesson(course=course), "visitor")
    assert reverse("account_login") in page
    assert reverse("account_logout") not in page


def test_who_is_not_signed_in_does_not_see_a_lesson_for_members(editor: Client, course: CoursePage) -> None:
    CoursePage.objects.update(access=CoursePage.Access.MEMBERS)
    lesson = a_lesson(course=CoursePage.objects.get(pk=course.pk), video=CueFactory(text="秘密的话").transcript.video)
    page = preview(editor, lesson, "visitor")
    assert "网站会先请他登录" in page
    assert "秘密的话" not in page
    assert "秘密的话" in preview(editor, lesson, "worker")


def test_a_page_for_some_groups_is_shown_to_none_of_them(editor: Client, course: CoursePage) -> None:
    PageViewRestriction.objects.create(page=course, restriction_type="groups")
    lesson = a_lesson(course=course)
    for mode in READERS:
        page = preview(editor, lesson, mode)
        assert ("This page is" if mode == "english" else "只对一部分人开放") in page


def test_in_english_the_page_is_english_whatever_the_editor_reads(editor: Client, course: CoursePage) -> None:
    page = preview(editor, a_lesson(course=course), "english")
    assert read(page.encode()).all("html")[0].attributes["lang"] == "en"
    assert "Read this page aloud" in page or "Sign out" in page
    editor.cookies["django_language"] = "en"
    assert (
        read(preview(editor, a_lesson(course=course), "worker").encode()).all("html")[0].attributes["lang"] == "zh-Hans"
    )


@pytest.mark.parametrize("mode", READERS)
def test_nothing_of_the_editor_stands_on_the_page(editor: Client, course: CoursePage, mode: str) -> None:
    lesson = a_lesson(course=course)
    assert "周编辑" in preview(editor, lesson, "")
    page = preview(editor, lesson, mode)
    assert "周编辑" not in page
    assert editor.cookies["sessionid"].value not in page


@pytest.mark.parametrize("mode", READERS)
def test_looking_writes_no_record_of_anybody(editor: Client, course: CoursePage, mode: str) -> None:
    lesson = a_lesson(course=course, video=CueFactory().transcript.video)
    preview(editor, lesson, mode)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[lesson.pk])
    with CaptureQueriesContext(connection) as captured:
        editor.get(url, {"mode": mode})
    written = [query["sql"] for query in captured if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []
    assert Enrolment.objects.count() == 0


def tokens(document: Document) -> list[str]:
    hidden = document.all("input")
    return [str(tag.attributes["value"]) for tag in hidden if tag.attributes.get("name") == "csrfmiddlewaretoken"]


def test_what_is_sent_from_such_a_page_is_refused(user: User, course: CoursePage) -> None:
    editor = Client(enforce_csrf_checks=True)
    editor.force_login(user)
    lesson = a_lesson(course=course)
    editor.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))
    token = editor.cookies["csrftoken"].value
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[lesson.pk])
    editor.post(url, form("题目"), headers={"X-CSRFToken": token})
    document = read(editor.get(url, {"mode": "worker"}).content)
    action = next(
        str(tag.attributes["action"]) for tag in document.all("form") if "enrol" in str(tag.attributes["action"])
    )
    assert editor.post(action, {"csrfmiddlewaretoken": tokens(document)[0]}).status_code == 403
    assert Enrolment.objects.count() == 0


def test_a_course_is_previewed_as_others_see_it(editor: Client, course: CoursePage) -> None:
    sent = nested_form_data(
        {
            "title": "看病和取药",
            "slug": course.slug,
            "summary": "一门课。",
            "programme": course.programme_id,
            "provider": course.provider_id,
            "hours": "0",
            "outcomes": streamfield([]),
            "description": rich_text("<p>好</p>", features=["link"]),
            "access": "members",
            "completion_rule": "all",
            "minimum_hours": "0",
            "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"},
        }
    )
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[course.pk])
    editor.post(url, sent)
    for mode in READERS:
        assert "看病和取药" in editor.get(url, {"mode": mode}).text


def test_a_new_lesson_is_previewed_before_it_was_ever_saved(editor: Client, course: CoursePage) -> None:
    url = reverse("wagtailadmin_pages:preview_on_add", args=["courses", "lessonpage", course.pk])
    editor.post(url, form("全新的"))
    for mode in READERS:
        assert "全新的" in editor.get(url, {"mode": mode}).text


def test_the_panel_offers_each_reader_and_a_phone_first(editor: Client, course: CoursePage) -> None:
    lesson = a_lesson(course=course)
    document = read(editor.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content)
    offered = [tag.attributes.get("value") for tag in document.all("option")]
    assert offered[-len(READERS) :] == list(READERS) or set(READERS) <= set(offered)
    assert LessonPage.preview_sizes[0]["device_width"] == 390


def test_an_unknown_reader_is_the_editor(editor: Client, course: CoursePage) -> None:
    assert "周编辑" in preview(editor, a_lesson(course=course), "nobody")


def test_a_learner_previews_nothing(course: CoursePage) -> None:
    lesson = a_lesson(course=course)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[lesson.pk])
    assert signed_in(UserFactory()).get(url, {"mode": "elder"}).status_code == 302
