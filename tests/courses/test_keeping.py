"""A course or lesson that people learned from is unpublished, not deleted, and the editor is told so."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from college.courses.models import Programme
from college.progress.models import Enrolment, LessonProgress
from tests.factories import (
    AudienceFactory,
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


def delete(editor: Client, page: Page) -> str:
    answer = editor.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
    return answer.content.decode()


def is_there(page: Page) -> bool:
    return Page.objects.filter(pk=page.pk).exists()


def test_a_course_with_learners_is_not_deleted(editor: Client) -> None:
    enrolment = Enrolment.objects.create(learner=UserFactory(), course=CoursePageFactory(title="写名字"))
    answer = delete(editor, enrolment.course)
    assert "“写名字”已经有人学过" in answer
    assert "取消发布" in answer
    assert is_there(enrolment.course)


def test_a_course_is_kept_for_the_sake_of_one_lesson(editor: Client) -> None:
    lesson = LessonPageFactory()
    enrolment = Enrolment.objects.create(learner=UserFactory(), course=CoursePageFactory())
    LessonProgress.objects.create(enrolment=enrolment, lesson=lesson)
    for page in (lesson, lesson.get_parent(), lesson.get_parent().get_parent()):
        delete(editor, page)
        assert is_there(lesson)


def test_many_at_once_are_kept_if_one_of_them_must_be(editor: Client) -> None:
    enrolment = Enrolment.objects.create(learner=UserFactory(), course=CoursePageFactory())
    unused = CoursePageFactory()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    editor.post(f"{url}?id={enrolment.course.pk}&id={unused.pk}&next=/admin/")
    assert is_there(enrolment.course)
    assert is_there(unused)


def test_a_course_nobody_has_taken_is_deleted(editor: Client) -> None:
    lesson = LessonPageFactory()
    delete(editor, lesson.get_parent())
    assert not is_there(lesson)


def test_an_editor_finds_courses_with_what_matters_of_each(editor: Client) -> None:
    CoursePageFactory(title="写名字", programme__name="认字班", provider=OrganisationFactory(name="明亮社区学院"))
    page = editor.get("/admin/courses/").content.decode()
    for words in ("写名字", "认字班", "明亮社区学院", "登录后可以看"):
        assert words in page


def test_an_editor_lists_programmes_and_audiences(editor: Client) -> None:
    CoursePageFactory(programme__name="认字班")
    assert "认字班" in editor.get("/admin/snippets/courses/programme/").content.decode()
    assert editor.get("/admin/snippets/courses/audience/").status_code == 200


def test_a_programme_with_courses_is_not_deleted_and_the_editor_is_told_so(editor: Client) -> None:
    used, unused = CoursePageFactory(programme__name="认字班").programme, ProgrammeFactory()
    one = reverse(Programme.snippet_viewset.get_url_name("delete"), args=[used.pk])
    many = reverse("wagtail_bulk_action", args=["courses", "programme", "delete"])
    for url in (one, f"{many}?id={used.pk}&id={unused.pk}"):
        for answer in (editor.get(url, follow=True), editor.post(url, follow=True)):
            assert "“认字班”还有课程在用，不能删除" in answer.content.decode()
    assert Programme.objects.filter(pk__in=[used.pk, unused.pk]).count() == 2


def test_what_no_course_needs_is_deleted(editor: Client) -> None:
    audience = AudienceFactory()
    CoursePageFactory(audiences=[audience])
    for row in (ProgrammeFactory(), audience):
        editor.post(reverse(row.snippet_viewset.get_url_name("delete"), args=[row.pk]))
        assert not type(row).objects.filter(pk=row.pk).exists()
