"""Editors of a course, with and without the right to publish."""

from django.contrib.auth.models import Group
from django.test import Client

from college.courses.models import CoursePage, LessonPage
from college.people.models import User
from tests.factories import CoursePageFactory, LessonPageFactory, UserFactory


def an_editor(*groups: str) -> User:
    """Of the site's pages; with "Moderators" they may publish too."""
    user = UserFactory()
    user.groups.set(Group.objects.filter(name__in=groups or ("Editors",)))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def a_course(*titles: str, **fields: object) -> CoursePage:
    course = CoursePageFactory(**fields)
    for title in titles:
        LessonPageFactory(parent=course, title=title)
    return course


def titles_of(course: CoursePage) -> list[str]:
    lessons = LessonPage.objects.child_of(CoursePage.objects.get(pk=course.pk)).order_by("path")
    return list(lessons.values_list("draft_title", flat=True))


def lesson(course: CoursePage, title: str) -> LessonPage:
    found: LessonPage = LessonPage.objects.child_of(CoursePage.objects.get(pk=course.pk)).get(draft_title=title)
    return found
