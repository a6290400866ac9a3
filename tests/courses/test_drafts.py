"""Drafts and old versions that name what has since been deleted."""

from collections.abc import Iterator

import pytest
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from college.courses.models import CoursePage, LessonPage, ProgrammeIndexPage
from media.models import Video
from tests.factories import (
    CoursePageFactory,
    LessonPageFactory,
    OrganisationFactory,
    ProgrammeFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(UserFactory(is_superuser=True))
    return client


def drafted(page: Page, **changes: object) -> None:
    """Saved as a draft; the published row stays as it is."""
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision()


def ways_to_look(page: Page) -> Iterator[str]:
    revision = page.revisions.order_by("pk").last().pk
    yield reverse("wagtailadmin_pages:edit", args=[page.pk])
    yield reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    yield reverse("wagtailadmin_pages:revisions_view", args=[page.pk, revision])
    yield reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, revision])
    yield reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", revision])


@pytest.fixture
def course() -> CoursePage:
    """Its draft names a programme and an organisation that are gone."""
    course: CoursePage = CoursePageFactory()
    programme, provider = ProgrammeFactory(), OrganisationFactory()
    drafted(course, programme=programme, provider=provider)
    programme.delete()
    provider.delete()
    return course


def test_an_editor_opens_a_lesson_whose_draft_names_a_deleted_video(editor: Client) -> None:
    lesson, video = LessonPageFactory(), Video.objects.create(title="写名字")
    drafted(lesson, video=video)
    video.delete()
    assert [editor.get(url).status_code for url in ways_to_look(lesson)] == [200] * 5
    assert lesson.get_latest_revision_as_object().video is None


def test_an_editor_looks_back_to_a_video_that_was_replaced_and_deleted(editor: Client) -> None:
    old, new = (Video.objects.create(title=title) for title in ("旧的", "新的"))
    lesson = LessonPageFactory(video=old)
    first = lesson.save_revision()
    first.publish()
    lesson.video = new
    lesson.save_revision().publish()
    old.delete()
    for name in ("revisions_view", "revisions_revert"):
        assert editor.get(reverse(f"wagtailadmin_pages:{name}", args=[lesson.pk, first.pk])).status_code == 200
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[lesson.pk, first.pk, "live"])
    assert editor.get(compare).status_code == 200


def test_a_video_or_programme_in_use_is_still_kept() -> None:
    lesson = LessonPageFactory(video=Video.objects.create(title="写名字"))
    for used in (lesson.video, lesson.course.programme, lesson.course.provider):
        with pytest.raises(ProtectedError):
            used.delete()


def test_an_editor_opens_a_course_whose_draft_names_a_deleted_programme(editor: Client, course: CoursePage) -> None:
    assert [editor.get(url).status_code for url in ways_to_look(course)] == [200] * 5


def test_such_a_draft_keeps_the_programme_of_the_course_and_can_be_published(
    editor: Client, course: CoursePage
) -> None:
    kept = CoursePage.objects.get(pk=course.pk)
    draft = course.get_latest_revision_as_object()
    assert (draft.programme, draft.provider) == (kept.programme, kept.provider)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    assert editor.post(f"{url}?id={course.pk}&next=/admin/").status_code == 302
    assert not CoursePage.objects.get(pk=course.pk).has_unpublished_changes


def test_an_editor_who_chooses_no_programme_is_asked_for_one(editor: Client, course: CoursePage) -> None:
    said = {"title": "认字", "slug": "characters", "summary": "一门课。", "hours": "0", "access": "members"}
    said |= {"outcomes-count": "0", "description": "null", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    said |= {"completion_rule": "all", "action-publish": "1"}
    answer = editor.post(reverse("wagtailadmin_pages:edit", args=[course.pk]), said)
    assert set(answer.context["form"].errors) == {"programme", "provider"}


def test_an_editor_copies_such_a_course_whole(editor: Client, course: CoursePage) -> None:
    LessonPageFactory(parent=course)
    catalogue = ProgrammeIndexPage.objects.get()
    said = {"new_title": "另一门", "new_slug": "another", "new_parent_page": catalogue.pk, "copy_subpages": "on"}
    answer = editor.post(reverse("wagtailadmin_pages:copy", args=[course.pk]), {**said, "alias": ""})
    assert answer.status_code == 302
    assert LessonPage.objects.child_of(CoursePage.objects.get(slug="another")).count() == 1
    assert not Page.find_problems() or not any(Page.find_problems())
