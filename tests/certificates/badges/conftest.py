import pytest
from django.test import Client
from pytest_django import Settings

from tests.certificates.badges.stranger import Stranger


@pytest.fixture(autouse=True)
def address(settings: Settings) -> None:
    """With a port, which a `did:web` writes in a way of its own."""
    settings.WAGTAILADMIN_BASE_URL = "https://college.example:8443"


@pytest.fixture
def stranger(client: Client) -> Stranger:
    return Stranger(client)
