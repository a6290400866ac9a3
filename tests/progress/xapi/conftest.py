from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.progress.xapi.lrs import PASSWORD, USERNAME, RecordStore


@pytest.fixture
def store(settings: Settings, db: None) -> Iterator[RecordStore]:
    """A record store that the site is set to tell of what is learned."""
    store = RecordStore()
    settings.XAPI_ENDPOINT, settings.XAPI_USERNAME, settings.XAPI_PASSWORD = store.address, USERNAME, PASSWORD
    yield store
    store.close()
