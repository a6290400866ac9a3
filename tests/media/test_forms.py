import pytest

from college.people.models import User
from media.forms import VideoForm
from media.models import Video
from tests.factories import UserFactory
from tests.media.factories import VideoFactory


@pytest.fixture
def administrator(db: None) -> User:
    return UserFactory(is_superuser=True)


def test_an_editor_who_saves_a_title_undoes_nothing_of_what_a_worker_wrote_meanwhile(administrator: User) -> None:
    video = VideoFactory(state=Video.State.RUNNING, duration=None)
    said = {"title": "第二课", "language": "zh", "tags": "", "terms": "", "collection": video.collection_id}
    form = VideoForm(said, instance=video, user=administrator)
    Video.objects.filter(pk=video.pk).update(state=Video.State.READY, duration=63.0)
    assert form.is_valid(), form.errors
    form.save()
    video.refresh_from_db()
    assert (video.title, video.state, video.duration) == ("第二课", Video.State.READY, 63.0)
