import pytest
from django.core.cache import cache
from django.test import Client

from college.people.models import User
from tests.factories import UserFactory
from tests.progress.record.cast import JOINED


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> None:
    cache.clear()


@pytest.fixture
def learner(client: Client) -> User:
    user = UserFactory(display_name="王秀兰", date_joined=JOINED)
    client.force_login(user)
    return user
