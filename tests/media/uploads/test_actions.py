"""An upload that has arrived becomes a video."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.db import OperationalError, connection
from django.db.models.signals import pre_delete
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from media.models import Upload, Video
from media.uploads.actions import remove_expired_uploads
from media.uploads.incoming import held
from tests.factories import the_district
from tests.media.factories import VideoFactory
from tests.media.uploads.conftest import Begin, Send, upload_at

pytestmark = pytest.mark.django_db

ADD = "/admin/videos/new/"
JSON = {"accept": "application/json"}


@pytest.fixture
def arrived(begin: Begin, send: Send) -> Callable[[bytes], Upload]:
    def run(content: bytes) -> Upload:
        address = begin(size=len(content))
        send(address, content, offset=0)
        return upload_at(address)

    return run


def form(upload: Upload, **said: object) -> dict[str, object]:
    return {"title": "", "language": "zh", "tags": "认字", "upload": str(upload.uuid), **said}


def test_an_upload_becomes_a_video_that_is_examined(
    desk: Client,
    arrived: Callable[[bytes], Upload],
    mute: Path,
    incoming: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    upload = arrived(mute.read_bytes())
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(ADD, form(upload), headers=JSON).json()
    video = Video.objects.get()
    assert answer["url"] == f"/admin/videos/edit/{video.pk}/"
    assert (video.title, video.original_name, video.state) == ("第一课", "第一课.mp4", Video.State.READY)
    assert (video.size, video.file.read()) == (mute.stat().st_size, mute.read_bytes())
    assert not Upload.objects.exists()
    assert list(incoming.iterdir()) == []


def test_who_did_not_hear_the_answer_asks_again_and_gets_the_same_video(
    desk: Client, arrived: Callable[[bytes], Upload]
) -> None:
    upload = arrived(b"01234")
    answers = [desk.post(ADD, form(upload), headers=JSON).json()["url"] for _ in range(2)]
    assert answers == [f"/admin/videos/edit/{Video.objects.get().pk}/"] * 2


def test_an_upload_that_is_not_complete_is_no_video_yet(desk: Client, begin: Begin, send: Send) -> None:
    address = begin(size=10)
    send(address, b"01234", offset=0)
    answer = desk.post(ADD, form(upload_at(address)), headers=JSON)
    assert (answer.status_code, answer.json()["errors"]["upload"]) == (409, ["这个文件还没有传完。"])
    assert send(address, b"56789", offset=5).status_code == 204


def test_nobody_makes_a_video_of_another_s_upload(
    desk: Client, admin_user: object, arrived: Callable[[bytes], Upload]
) -> None:
    upload = arrived(b"01234")
    other = Client()
    other.force_login(admin_user)
    said = form(upload, collection=the_district().collection.pk)
    assert other.post(ADD, said, headers=JSON).status_code == 410
    assert desk.post(ADD, form(upload), headers=JSON).status_code == 200
    assert other.post(ADD, said, headers=JSON).status_code == 410


def test_a_database_that_stumbles_at_the_end_costs_no_file(
    desk: Client, arrived: Callable[[bytes], Upload], incoming: Path
) -> None:
    upload = arrived(b"01234")
    desk.raise_request_exception = False

    def stumble(**kwargs: object) -> None:
        pre_delete.disconnect(stumble, sender=Upload)
        raise OperationalError("out of luck")

    pre_delete.connect(stumble, sender=Upload)
    assert desk.post(ADD, form(upload), headers=JSON).status_code == 500
    answer = desk.post(ADD, form(upload), headers=JSON).json()
    video = Video.objects.get()
    assert (answer["url"], video.file.read()) == (f"/admin/videos/edit/{video.pk}/", b"01234")
    assert list(incoming.iterdir()) == []


def test_an_upload_that_outlived_its_video_changes_nothing_of_it(
    desk: Client, arrived: Callable[[bytes], Upload]
) -> None:
    upload = arrived(b"01234")
    video = VideoFactory(uuid=upload.uuid, uploaded_by=upload.user)
    answer = desk.post(ADD, form(upload), headers=JSON).json()
    assert answer["url"] == f"/admin/videos/edit/{video.pk}/"
    assert len(video.file.read()) == 1000
    assert not Upload.objects.exists()


def test_who_asks_again_while_the_file_is_being_saved_is_told_to_wait(
    desk: Client, arrived: Callable[[bytes], Upload]
) -> None:
    upload = arrived(b"01234")
    with held(upload.path):
        assert desk.post(ADD, form(upload), headers=JSON).status_code == 423
    assert desk.post(ADD, form(upload), headers=JSON).status_code == 200


def test_a_file_without_a_name_is_called_a_video(desk: Client, arrived: Callable[[bytes], Upload]) -> None:
    upload = arrived(b"01234")
    Upload.objects.update(name="")
    desk.post(ADD, form(upload), headers=JSON)
    assert Video.objects.get().title == "视频"


def test_when_the_storage_takes_nothing_the_upload_waits_until_it_does(
    desk: Client, arrived: Callable[[bytes], Upload]
) -> None:
    upload = arrived(b"01234")
    place = Path(storages["private"].location)
    place.mkdir(parents=True, exist_ok=True)
    away = place.rename(place.with_name("away"))
    place.touch()  # a disk that is not mounted, for one
    answer = desk.post(ADD, form(upload), headers=JSON)
    assert (answer.status_code, "请稍后再试" in answer.json()["errors"]["upload"][0]) == (503, True)
    assert not Video.objects.exists()
    place.unlink()
    away.rename(place)
    desk.post(ADD, form(upload), headers=JSON)
    assert Video.objects.get().file.read() == b"01234"


def test_the_page_lists_what_is_unfinished_with_as_many_queries_for_many(
    desk: Client, begin: Begin, send: Send, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    send(begin(size=10, name="社区议事.mp4"), b"012345", offset=0)
    desk.get(ADD)
    with CaptureQueriesContext(connection) as queries:
        page = desk.get(ADD).text
    count = len(queries)
    assert "《社区议事.mp4》已传 60 %，重新选择这个文件就接着传。" in page
    for number in range(5):
        begin(size=10, name=f"{number}.mp4")
    with django_assert_num_queries(count):
        assert desk.get(ADD).text.count("data-upload-url") == 6


def test_what_no_row_speaks_of_is_cleared_when_it_is_old(incoming: Path) -> None:
    old, fresh = incoming / "old.upload", incoming / "fresh.upload"
    for path in (old, fresh):
        path.touch()
    os.utime(old, (0, 0))
    remove_expired_uploads()
    assert list(incoming.iterdir()) == [fresh]


def test_workers_clear_what_has_expired() -> None:
    assert "media.uploads.actions.remove_expired_uploads" in settings.WORKER_SWEEPS
