import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from college.uploads import SMALL_BYTES
from tests.factories import UserFactory


def send(client: Client, size: int, to: str = "/accounts/login/") -> list[str]:
    """The names of the files that the server took in."""
    file = SimpleUploadedFile("film.mp4", bytes(size))
    return list(client.post(to, {"file": file}).wsgi_request.FILES)


@pytest.mark.django_db
def test_a_stranger_cannot_fill_the_disk_with_a_form(client: Client) -> None:
    assert send(client, SMALL_BYTES + 1) == []
    assert send(client, 1000) == ["file"]


@pytest.mark.django_db
def test_an_editor_may_send_a_video_where_videos_are_added(client: Client) -> None:
    client.force_login(UserFactory(is_superuser=True))

    assert send(client, SMALL_BYTES + 1, to="/admin/videos/new/") == ["file"]
    assert send(client, SMALL_BYTES + 1) == []
