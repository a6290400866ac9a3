"""Videos in a bucket, on a real server that speaks S3."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.db.models import FileField
from django.test import Client
from moto.server import ThreadedMotoServer
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from college.settings.storage import NAMES, bucket_storage
from media.at_hand import folder
from media.attempts import UNREACHABLE, attempt
from media.checks import s3, s3_answers
from media.files import at_hand
from media.models import Upload, Video
from media.outages import StorageUnreachable, is_remote
from media.probing import examine, keep_poster
from tests.media.factories import VideoFactory
from tests.media.uploads.conftest import Begin, Send, begin, incoming, send, upload_at  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db

ADD = "/admin/videos/new/"
JSON = {"accept": "application/json"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield f"http://127.0.0.1:{server.get_host_and_port()[1]}"
    server.stop()


@pytest.fixture
def said(server: str) -> dict[str, str]:
    """What a college with a bucket says in its environment."""
    given = {"BUCKET": "lessons", "ENDPOINT_URL": server, "ACCESS_KEY_ID": "key", "SECRET_ACCESS_KEY": "secret"}
    return {name: given.get(name, "") for name in NAMES}


@pytest.fixture
def keep_in(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str]], Any]:
    """keep_in(what the environment says) gives the storage, which every video of the media room now uses."""

    def run(said: dict[str, str]) -> Any:
        settings.STORAGES = {**settings.STORAGES, "private": bucket_storage(said)}
        for model in apps.get_app_config("media").get_models():
            for field in model._meta.get_fields():
                if isinstance(field, FileField):
                    monkeypatch.setattr(field, "storage", storages["private"])
        return storages["private"]

    return run


@pytest.fixture
def bucket(
    said: dict[str, str], keep_in: Callable[[dict[str, str]], Any], settings: Settings, tmp_path: Path
) -> Iterator[Any]:
    settings.VAR_DIR = tmp_path
    settings.S3 = said
    bucket = keep_in(said).bucket
    bucket.create()
    yield bucket
    bucket.objects.all().delete()
    bucket.delete()


def names(bucket: Any) -> list[str]:
    return [found.key for found in bucket.objects.all()]


def test_a_video_lives_and_dies_in_the_bucket(
    desk: Client,
    bucket: Any,
    mute: Path,
    begin: Begin,  # noqa: F811
    send: Send,  # noqa: F811
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    address = begin(size=mute.stat().st_size)
    send(address, mute.read_bytes(), offset=0)
    said = {"title": "", "language": "zh", "tags": "", "upload": str(upload_at(address).uuid)}
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(ADD, said, headers=JSON)
    video = Video.objects.get()
    assert video.state == Video.State.READY, video.error
    assert {f"videos/{video.uuid}/original", f"videos/{video.uuid}/poster.jpg"} <= set(names(bucket))
    assert is_remote(video.file.storage)
    with at_hand(video.file) as path:
        assert path.read_bytes() == mute.read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        video.delete()
    assert names(bucket) == []


def test_a_file_is_fetched_once(bucket: Any) -> None:
    file = VideoFactory().file
    with at_hand(file) as first, at_hand(file) as second:
        assert first == second
        inode = first.stat().st_ino
    with at_hand(file) as later:
        assert later.stat().st_ino == inode


def test_the_copies_used_longest_ago_make_room_but_none_in_use(bucket: Any, settings: Settings) -> None:
    settings.AT_HAND_MAX_BYTES = 2500
    used, old, newest = (VideoFactory().file for _ in range(3))
    with at_hand(used) as in_use:
        os.utime(in_use, (0, 0))
        with at_hand(old) as forgotten:
            pass
        with at_hand(newest) as there:
            assert in_use.exists()
            assert there.exists()
            assert not forgotten.exists()
    assert {path.suffix for path in folder().iterdir()} == {"", ".lock"}


def test_a_file_that_is_gone_has_a_path_where_nothing_is(bucket: Any) -> None:
    file = VideoFactory().file
    file.storage.delete(file.name)
    with at_hand(file) as path:
        assert not path.exists()


def test_when_the_bucket_cannot_be_reached_the_upload_waits(
    desk: Client,
    bucket: Any,
    begin: Begin,  # noqa: F811
    send: Send,  # noqa: F811
    said: dict[str, str],
    keep_in: Callable[[dict[str, str]], Any],
) -> None:
    address = begin(size=5)
    send(address, b"01234", offset=0)
    form = {"title": "", "language": "zh", "tags": "", "upload": str(upload_at(address).uuid)}
    for wrong in ({"ENDPOINT_URL": "http://127.0.0.1:9"}, {"BUCKET": "nowhere"}):
        keep_in({**said, **wrong})
        answer = desk.post(ADD, form, headers=JSON)
        assert (answer.status_code, "请稍后再试" in answer.json()["errors"]["upload"][0]) == (503, True)
    keep_in(said)
    assert desk.post(ADD, form, headers=JSON).status_code == 200
    assert not Upload.objects.exists()
    assert names(bucket) == [f"videos/{Video.objects.get().uuid}/original"]


def test_when_the_bucket_cannot_be_reached_a_worker_waits_until_it_can(
    bucket: Any, said: dict[str, str], keep_in: Callable[[dict[str, str]], Any]
) -> None:
    video = VideoFactory(state=Video.State.WAITING)
    keep_in({**said, "ENDPOINT_URL": "http://127.0.0.1:9"})
    attempt(Video, video.pk, examine)
    video.refresh_from_db()
    assert (video.state, video.attempts, video.error) == (Video.State.WAITING, 0, UNREACHABLE)
    with pytest.raises(StorageUnreachable):
        keep_poster(video, b"jpeg")
    keep_in(said)
    Video.objects.update(not_before=None)
    attempt(Video, video.pk, examine)
    video.refresh_from_db()
    assert (video.state, "不是视频" in video.error) == (Video.State.FAILED, True)


def test_copies_make_room_for_new_ones_on_a_full_disk(bucket: Any, settings: Settings) -> None:
    old, newest = (VideoFactory().file for _ in range(2))
    with at_hand(old) as forgotten:
        pass
    settings.DISK_RESERVE_BYTES = 10**15
    with at_hand(newest) as there:
        assert there.exists()
        assert not forgotten.exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"BUCKET": ""}, "S3_BUCKET is not"),
        ({"ENDPOINT_URL": "oss-cn-beijing"}, "S3_ENDPOINT_URL is no address"),
        ({"SECRET_ACCESS_KEY": ""}, "S3_SECRET_ACCESS_KEY is missing"),
        ({"ACCESS_KEY_ID": ""}, "S3_ACCESS_KEY_ID is missing"),
        ({"ADDRESSING_STYLE": "roman"}, "S3_ADDRESSING_STYLE is unknown"),
    ],
)
def test_a_wrong_setting_is_told(said: dict[str, str], settings: Settings, wrong: dict[str, str], told: str) -> None:
    settings.S3 = said
    assert s3() == []
    settings.S3 = {**said, **wrong}
    assert told in s3()[0].msg


def test_a_server_that_is_set_up_learns_whether_its_bucket_answers(
    bucket: Any, said: dict[str, str], keep_in: Callable[[dict[str, str]], Any]
) -> None:
    assert s3_answers() == []
    keep_in({**said, "BUCKET": "nowhere"})
    assert "The bucket nowhere cannot be used" in s3_answers()[0].msg
