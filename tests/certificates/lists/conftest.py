import pytest
from django.test import Client

from college.certificates.models import Award
from college.people.models import Organisation, User
from tests.certificates.lists.cast import a_street, a_volunteer, an_award, an_editor


@pytest.fixture
def street(site: object) -> Organisation:
    return a_street()


@pytest.fixture
def award(street: Organisation) -> Award:
    return an_award(street)


@pytest.fixture
def editor(street: Organisation) -> User:
    return an_editor(street)


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


@pytest.fixture
def person(street: Organisation) -> User:
    return a_volunteer(street, "王秀兰", username="wangxiulan", phone="+8613800138000")
