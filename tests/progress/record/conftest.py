import pytest
from django.test import Client

from college.people.models import User
from tests.factories import UserFactory
from tests.progress.record.cast import JOINED


@pytest.fixture
def learner(client: Client) -> User:
    user = UserFactory(display_name="王秀兰", date_joined=JOINED)
    client.force_login(user)
    return user
