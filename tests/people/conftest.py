import pytest
from django.test import Client

from college.people.models import User
from tests.factories import UserFactory
from tests.people import outbox


@pytest.fixture(autouse=True)
def empty_outbox() -> None:
    outbox.sent.clear()


@pytest.fixture
def xiulan(db: None) -> User:
    return UserFactory(username="xiulan", display_name="王秀兰", phone="+8613800138000", phone_verified=True)


@pytest.fixture
def signed_in(client: Client, xiulan: User) -> Client:
    client.force_login(xiulan)
    return client
