import pytest

from college.people.models import User
from media.models import Transcript
from tests.factories import UserFactory
from tests.media.captions.cast import a_transcript


@pytest.fixture
def transcript(db: None) -> Transcript:
    return a_transcript()


@pytest.fixture
def person(db: None) -> User:
    return UserFactory(display_name="周老师")
