"""What of a course's lessons and files a person gets to see."""

import json

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import PageViewRestriction
from wagtail_factories import DocumentFactory

from college.courses.models import CoursePage, LessonPage
from college.people.models import User
from tests.factories import CoursePageFactory, LessonPageFactory, UserFactory
from tests.pages import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def course() -> CoursePage:
    course: CoursePage = CoursePageFactory(access=CoursePage.Access.PUBLIC)
    return course


@pytest.fixture
def group() -> Group:
    return Group.objects.create(name="骨干")


def keep_for(group: Group, lesson: LessonPage) -> None:
    PageViewRestriction.objects.create(page=lesson, restriction_type="groups").groups.add(group)


def lesson_with(document: Document, **fields: object) -> LessonPage:
    body = [{"type": "document", "value": {"document": document.pk, "description": ""}}]
    lesson: LessonPage = LessonPageFactory(body=json.dumps(body), **fields)
    return lesson


def member_of(group: Group) -> User:
    user: User = UserFactory()
    user.groups.add(group)
    return user


def test_a_lesson_kept_for_a_group_is_named_to_that_group_only(
    client: Client, course: CoursePage, group: Group
) -> None:
    first, kept, last = (LessonPageFactory(parent=course) for _ in range(3))
    keep_for(group, kept)
    for user, seen in ((None, [first, last]), (UserFactory(), [first, last]), (member_of(group), [first, kept, last])):
        if user:
            client.force_login(user)
        assert client.get(course.url).context["lessons"] == seen
        assert client.get(first.url).context["next"] == seen[1]


@pytest.mark.parametrize("signed_in", [False, True])
def test_many_kept_lessons_cost_no_more_queries_than_few(
    client: Client, course: CoursePage, group: Group, signed_in: bool
) -> None:
    if signed_in:
        client.force_login(member_of(group))
    LessonPageFactory(parent=course)
    keep_for(group, LessonPageFactory(parent=course))
    few = queries(client, course.url)
    for _ in range(5):
        keep_for(group, LessonPageFactory(parent=course))
    assert queries(client, course.url) == few


def test_a_strangers_guess_at_a_members_file_finds_nothing(client: Client) -> None:
    document = DocumentFactory()
    lesson_with(document)
    assert client.get(document.url).status_code == 404
    client.force_login(UserFactory())
    assert client.get(document.url).status_code == 200


def test_a_file_is_for_whoever_may_read_one_of_its_pages(client: Client, course: CoursePage, group: Group) -> None:
    document = DocumentFactory()
    keep_for(group, lesson_with(document, parent=course))
    assert client.get(document.url).status_code == 404
    client.force_login(member_of(group))
    assert client.get(document.url).status_code == 200
    client.logout()
    lesson_with(document, parent=course)
    assert client.get(document.url).status_code == 200


def test_a_file_of_an_unpublished_lesson_is_for_who_works_in_the_admin(client: Client, course: CoursePage) -> None:
    document = DocumentFactory()
    lesson_with(document, parent=course, live=False)
    client.force_login(UserFactory())
    assert client.get(document.url).status_code == 404
    client.force_login(member_of(Group.objects.get(name="Editors")))
    assert client.get(document.url).status_code == 200


def test_a_file_that_no_page_uses_is_served(client: Client) -> None:
    assert client.get(DocumentFactory().url).status_code == 200


def test_a_file_costs_as_many_queries_in_many_lessons_as_in_one(client: Client, group: Group) -> None:
    client.force_login(member_of(group))
    document = DocumentFactory()
    lesson_with(document)
    keep_for(group, lesson_with(document))
    few = queries(client, document.url)
    for _ in range(5):
        keep_for(group, lesson_with(document))
    assert queries(client, document.url) == few
