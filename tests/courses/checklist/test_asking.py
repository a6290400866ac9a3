"""Publishing what is not yet as it should be asks once, and forbids nothing."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from college.courses.models import CoursePage, LessonPage
from tests.courses.board.cast import an_editor, signed_in
from tests.courses.checklist.cast import a_lesson, form
from tests.factories import CoursePageFactory, UserFactory
from tests.media.factories import CueFactory, VideoFactory
from tests.pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("site")]


@pytest.fixture
def publisher() -> Client:
    return signed_in(an_editor("Editors", "Moderators"))


def edit(lesson: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[lesson.pk])


def ask(lesson: Page) -> str:
    return reverse("checklists:publish", args=[lesson.pk])


def live(lesson: Page) -> LessonPage:
    return LessonPage.objects.get(pk=lesson.pk)


def test_a_lesson_without_captions_is_kept_as_a_draft_until_the_editor_says_yes(publisher: Client) -> None:
    lesson = a_lesson(live=False)
    sent = form("看病", VideoFactory(), **{"action-publish": "yes"})
    assert publisher.post(edit(lesson), sent).headers["location"] == ask(lesson)
    assert not live(lesson).live
    page = publisher.get(ask(lesson))
    assert "没有字幕" in page.text
    answer = {tag.attributes["name"]: tag.attributes["value"] for tag in read(page.content).all("input")}
    assert publisher.post(ask(lesson), {"revision": answer["revision"]}).status_code == 302
    assert live(lesson).live
    assert live(lesson).title == "看病"


def test_a_lesson_with_nothing_to_mend_is_published_at_once(publisher: Client) -> None:
    lesson = a_lesson(live=False)
    publisher.post(edit(lesson), form("看病", **{"action-publish": "yes"}))
    assert live(lesson).live


def test_what_is_published_with_it_already_is_not_asked_about_again(publisher: Client) -> None:
    lesson = a_lesson(video=VideoFactory())
    publisher.post(edit(lesson), form("改了题目", lesson.video, **{"action-publish": "yes"}))
    assert live(lesson).title == "改了题目"
    sent = form("换了视频", VideoFactory(), **{"action-publish": "yes"})
    assert publisher.post(edit(lesson), sent).headers["location"] == ask(lesson)


def test_a_draft_is_saved_without_a_question(publisher: Client) -> None:
    lesson = a_lesson(live=False)
    assert publisher.post(edit(lesson), form("草稿", VideoFactory())).headers["location"] == edit(lesson)


def test_a_new_lesson_is_not_shown_before_the_answer(publisher: Client) -> None:
    course = CoursePageFactory()
    add = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", course.pk])
    response = publisher.post(add, form("新的", VideoFactory(), **{"action-publish": "yes"}))
    lesson = LessonPage.objects.get(title="新的")
    assert response.headers["location"] == ask(lesson)
    assert not lesson.live
    publisher.post(ask(lesson), {"revision": lesson.latest_revision_id})
    assert live(lesson).live


def test_who_may_not_publish_is_refused_and_a_stranger_finds_nothing(client: Client) -> None:
    lesson = a_lesson(live=False)
    lesson.save_revision()
    revision = {"revision": live(lesson).latest_revision_id}
    assert signed_in(an_editor()).post(ask(lesson), revision).status_code in (302, 403)
    stranger = an_editor("Editors", "Moderators")
    for group in stranger.groups.all():
        group.page_permissions.all().delete()
    assert signed_in(stranger).post(ask(lesson), revision).status_code == 404
    assert signed_in(UserFactory()).post(ask(lesson), revision).status_code == 302
    assert client.post(ask(lesson), revision).status_code == 302
    assert not live(lesson).live


def test_looking_at_the_question_publishes_nothing(publisher: Client) -> None:
    lesson = a_lesson(live=False)
    lesson.save_revision()
    publisher.get(ask(lesson))
    assert not live(lesson).live


def test_what_somebody_else_changed_meanwhile_is_looked_at_again(publisher: Client) -> None:
    lesson = a_lesson(live=False)
    before = lesson.save_revision()
    live(lesson).save_revision()
    assert publisher.post(ask(lesson), {"revision": before.pk}).headers["location"] == ask(lesson)
    assert not live(lesson).live


def test_a_locked_page_stays_as_it_is(publisher: Client) -> None:
    lesson = a_lesson(live=False)
    lesson.save_revision()
    LessonPage.objects.update(locked=True, locked_by=UserFactory())
    publisher.post(ask(lesson), {"revision": live(lesson).latest_revision_id})
    assert not live(lesson).live


def test_many_that_are_published_together_are_asked_about_together(publisher: Client) -> None:
    course = CoursePageFactory()
    faulty = a_lesson(course=course, title="缺字幕", video=VideoFactory(), live=False)
    good = a_lesson(course=course, title="都好", video=CueFactory().transcript.video, live=False)
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    url = f"{many}?id={faulty.pk}&id={good.pk}&next=/admin/"
    page = publisher.post(url)
    assert "没有字幕" in page.text
    assert "都好" not in page.text
    assert not live(good).live
    publisher.post(url, {"checklist": "seen"})
    assert live(good).live
    assert live(faulty).live


def test_with_a_course_its_drafts_are_looked_at_too(publisher: Client) -> None:
    course = CoursePageFactory(live=False)
    a_lesson(course=course, title="缺字幕", video=VideoFactory(), live=False)
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    assert "没有字幕" in publisher.post(f"{many}?id={course.pk}&next=/admin/", {"include_descendants": "on"}).text
    assert publisher.post(f"{many}?id={course.pk}&next=/admin/").status_code == 302


def test_a_course_asks_about_itself(publisher: Client) -> None:
    course = CoursePage.objects.get(pk=CoursePageFactory(live=False).pk)
    broken = rich_text('<p><a linktype="page" id="99999">看</a></p>', features=["link"])
    sent = nested_form_data(
        {
            "title": "看病",
            "slug": course.slug,
            "summary": "一门课。",
            "programme": course.programme_id,
            "provider": course.provider_id,
            "hours": "0",
            "outcomes": streamfield([]),
            "description": broken,
            "access": "public",
            "completion_rule": "all",
            "minimum_hours": "0",
            "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"},
            "action-publish": "yes",
        }
    )
    assert publisher.post(edit(course), sent).headers["location"] == ask(course)
