"""Enrolments at the editor's desk."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from college.people.models import User
from tests.factories import UserFactory
from tests.progress.cast import a_course, an_enrolment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
ADDRESS = "/admin/enrolment/"


@pytest.fixture
def editor(client: Client) -> User:
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Editors"))
    user.user_permissions.add(Permission.objects.get(codename="view_enrolment"))
    client.force_login(user)
    return user


def test_an_editor_sees_who_takes_which_course(client: Client, editor: User) -> None:
    enrolment = an_enrolment(a_course(None, title="认字班"))
    html = client.get(ADDRESS).content.decode()
    assert "认字班" in html
    assert str(enrolment.learner) in html


def test_nobody_edits_or_deletes_an_enrolment_by_hand(client: Client, site: object) -> None:
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    enrolment = an_enrolment(a_course(None))
    assert client.get(ADDRESS).status_code == 200
    for verb in ("new/", f"edit/{enrolment.pk}/", f"delete/{enrolment.pk}/"):
        assert client.get(ADDRESS + verb).status_code == 404


def test_an_editor_who_was_not_allowed_to_does_not_see_who_learns(client: Client) -> None:
    teacher = UserFactory()
    teacher.groups.add(Group.objects.get(name="Editors"))
    client.force_login(teacher)
    assert client.get(ADDRESS).status_code == 302


def test_a_learner_sees_nothing_of_it(client: Client) -> None:
    client.force_login(UserFactory())
    assert client.get(ADDRESS).status_code == 302


@pytest.mark.parametrize("size", [2, 15])
def test_the_list_costs_the_same_for_few_and_many(
    client: Client, editor: User, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    course = a_course(None)
    for _ in range(size):
        an_enrolment(course)
    client.get(ADDRESS)
    with django_assert_num_queries(12):
        client.get(ADDRESS)
