import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from college.people.models import User
from tests.factories import UserFactory


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(UserFactory(username="admin", is_superuser=True))
    return client


@pytest.fixture
def editor(db: None) -> User:
    person = UserFactory(username="teacher", display_name="周老师")
    group, _created = Group.objects.get_or_create(name="Editors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    person.groups.add(group)
    return person
