"""Who works on courses in the admin, unless a file says otherwise."""

import pytest
from django.test import Client

from college.people.models import User
from tests.courses.board.cast import an_editor, signed_in


@pytest.fixture
def user() -> User:
    """May not publish."""
    return an_editor()


@pytest.fixture
def editor(user: User) -> Client:
    return signed_in(user)
