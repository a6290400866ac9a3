import resource
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from college.uploads import SMALL_BYTES
from media.models import Video
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


@pytest.fixture
def small_disk() -> Iterator[None]:
    """No file of this process grows beyond some bytes; the database is smaller."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * SMALL_BYTES, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_form_whose_file_the_disk_cannot_hold_comes_back_with_the_reason(
    admin_client: Client, settings: Settings
) -> None:
    settings.DISK_RESERVE_BYTES = 10**15
    answer = admin_client.post("/admin/videos/new/", {"title": "第一课", "file": SimpleUploadedFile("a.mp4", b"01234")})
    assert (answer.status_code, "磁盘只剩" in answer.text, "第一课" in answer.text) == (200, True, True)
    assert not Video.objects.exists()


def test_a_disk_that_fills_while_a_form_comes_is_told(admin_client: Client, small_disk: None) -> None:
    file = SimpleUploadedFile("a.mp4", bytes(2 * SMALL_BYTES + 1))
    answer = admin_client.post("/admin/videos/new/", {"file": file, "title": "第一课"})
    assert (answer.status_code, "磁盘只剩" in answer.text, "第一课" in answer.text) == (200, True, True)
    assert not Video.objects.exists()
