"""How a teacher comes to their classes from elsewhere in the admin."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from college.people.models import User
from tests.factories import UserFactory
from tests.progress.cast import a_course
from tests.progress.teaching.cast import a_teacher

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_the_menu_leads_a_teacher_to_their_courses(client: Client) -> None:
    client.force_login(a_teacher())
    assert reverse("teaching:courses") in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.fixture
def clerk() -> User:
    clerk = UserFactory()
    clerk.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return clerk


def test_who_has_no_course_has_no_entry_and_no_list(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    assert reverse("teaching:courses") not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(reverse("teaching:courses")).status_code == 302


def test_a_courses_own_page_has_a_button_to_its_learners(client: Client) -> None:
    course = a_course(None)
    client.force_login(a_teacher(course.provider))
    learners = reverse("teaching:course", args=[course.pk])
    assert learners in client.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).content.decode()
    assert learners in client.get(reverse("wagtailadmin_explore", args=[course.get_parent().pk])).content.decode()


def test_a_lessons_page_has_none(client: Client) -> None:
    course = a_course(None)
    client.force_login(a_teacher())
    lesson = course.get_children().get()
    assert (
        "/admin/teaching/" + str(lesson.pk)
        not in client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()
    )


@pytest.mark.on_postgres
def test_a_search_that_no_title_can_hold_finds_nothing_or_all(client: Client) -> None:
    client.force_login(a_teacher())
    for typed in ("\0", "插\0花", "长" * 5000):
        assert client.get(reverse("teaching:courses"), {"q": typed}).status_code == 200
