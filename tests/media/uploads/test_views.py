"""What a tus client may rely on. https://tus.io/protocols/resumable-upload"""

import base64
import hashlib
import resource
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from django.utils.http import parse_http_date
from pytest_django import Settings

from college.people.models import StaffKind
from media.models import Upload
from media.uploads.actions import OPEN_UPLOADS, remove_expired_uploads
from media.uploads.views import CHECKED_BYTES
from tests.factories import MembershipFactory, the_district
from tests.media.uploads.conftest import TUS, UPLOADS, Begin, Send, upload_at

pytestmark = pytest.mark.django_db


def test_a_client_learns_what_the_server_can_do(desk: Client) -> None:
    answer = desk.options(UPLOADS)
    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,checksum,expiration,termination"
    assert answer["Tus-Max-Size"] == str(settings.VIDEO_MAX_BYTES)
    assert answer["Tus-Checksum-Algorithm"] == "sha1,sha256"


def test_a_client_of_another_version_is_told_ours(desk: Client) -> None:
    answer = desk.post(UPLOADS, headers={"Upload-Length": "5", "Tus-Resumable": "0.2.2"})
    assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")


def test_a_file_comes_in_pieces(desk: Client, begin: Begin, send: Send) -> None:
    address = begin(size=10)
    assert send(address, b"01234", offset=0)["Upload-Offset"] == "5"
    answer = desk.head(address, headers=TUS)
    assert (answer["Upload-Offset"], answer["Upload-Length"]) == ("5", "10")
    assert "no-store" in answer["Cache-Control"]
    assert base64.b64encode("第一课.mp4".encode()).decode() in answer["Upload-Metadata"]
    assert send(address, b"56789", offset=5)["Upload-Offset"] == "10"
    assert upload_at(address).path.read_bytes() == b"0123456789"
    assert upload_at(address).is_complete


def test_a_network_that_lets_no_patch_through_is_no_obstacle(desk: Client, begin: Begin) -> None:
    address = begin(size=5)
    said = {**TUS, "X-HTTP-Method-Override": "PATCH", "Upload-Offset": "0"}
    desk.post(address, b"01234", content_type="application/offset+octet-stream", headers=said)
    assert upload_at(address).is_complete


def test_a_page_of_another_site_sends_nothing(editor: object, begin: Begin) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(UPLOADS, headers={**TUS, "Upload-Length": "5"}).status_code == 403
    hidden = {**TUS, "X-HTTP-Method-Override": "DELETE"}
    address = begin(size=5)
    strict.get(address, headers=hidden)
    assert Upload.objects.exists()


def test_who_sends_from_elsewhere_than_where_it_stands_is_told_so(begin: Begin, send: Send) -> None:
    address = begin(size=10)
    send(address, b"01234", offset=0)
    for offset in (0, 3, 7):
        answer = send(address, b"xx", offset=offset)
        assert (answer.status_code, "5" in answer.text) == (409, True)
    assert upload_at(address).path.read_bytes() == b"01234"


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_what_was_damaged_on_the_way_is_not_kept(begin: Begin, send: Send, algorithm: str) -> None:
    address = begin(size=10)
    right = base64.b64encode(hashlib.new(algorithm, b"56789").digest()).decode()
    send(address, b"01234", offset=0)
    answer = send(address, b"5678x", offset=5, Upload_Checksum=f"{algorithm} {right}")
    assert (answer.status_code, upload_at(address).offset) == (460, 5)
    assert send(address, b"56789", offset=5, Upload_Checksum=f"{algorithm} {right}").status_code == 204
    assert upload_at(address).path.read_bytes() == b"0123456789"


def test_a_file_past_the_limit_is_refused_before_it_is_sent(desk: Client, settings: Settings) -> None:
    settings.VIDEO_MAX_BYTES = 1000
    answer = desk.post(UPLOADS, headers={**TUS, "Upload-Length": "1001"})
    assert (answer.status_code, "超过了" in answer.text) == (413, True)
    assert not Upload.objects.exists()


def test_a_file_that_the_disk_cannot_hold_is_refused_before_it_is_sent(desk: Client, settings: Settings) -> None:
    settings.VIDEO_MAX_BYTES = 10**14 * 9
    answer = desk.post(UPLOADS, headers={**TUS, "Upload-Length": str(10**14 * 9)})
    assert (answer.status_code, "磁盘只剩" in answer.text) == (507, True)


def test_what_others_still_have_to_send_is_not_promised_twice(desk: Client, begin: Begin, settings: Settings) -> None:
    settings.VIDEO_MAX_BYTES = 10**15
    most = shutil.disk_usage(settings.FILE_UPLOAD_TEMP_DIR).free - settings.DISK_RESERVE_BYTES - 10**8
    assert most > 0, "a disk with some room"
    for size, status in ((most + 10**9, 507), (most, 201), (10**9, 507)):
        assert desk.post(UPLOADS, headers={**TUS, "Upload-Length": str(size)}).status_code == status


def test_the_same_file_again_is_the_same_upload(begin: Begin, send: Send) -> None:
    address = begin(size=10)
    send(address, b"01234", offset=0)
    assert begin(size=10) == address
    assert upload_at(address).offset == 5
    assert begin(size=11) != address


def test_nobody_begins_any_number_of_uploads(desk: Client, begin: Begin) -> None:
    for number in range(OPEN_UPLOADS):
        begin(size=10 + number)
    answer = desk.post(UPLOADS, headers={**TUS, "Upload-Length": "5"})
    assert (answer.status_code, "20 个文件还没有传完" in answer.text) == (422, True)
    begin(size=10)


def test_a_piece_that_is_to_be_checked_is_no_whole_film(begin: Begin, send: Send, settings: Settings) -> None:
    address = begin(size=2 * CHECKED_BYTES)
    answer = send(address, bytes(CHECKED_BYTES + 1), offset=0, Upload_Checksum="sha1 eHg=")
    assert (answer.status_code, upload_at(address).offset) == (413, 0)


def test_a_piece_for_an_upload_that_was_given_up_leaves_nothing_behind(desk: Client, begin: Begin, send: Send) -> None:
    address = begin(size=10)
    path = upload_at(address).path
    path.unlink()
    assert send(address, b"01234", offset=0).status_code == 410
    assert desk.head(address, headers=TUS).status_code == 410
    assert not path.exists()
    assert begin(size=10) == address
    assert send(address, b"01234", offset=0).status_code == 204


@pytest.mark.parametrize(("sent", "kept"), [("", "视频"), ("课\0\n.mp4", "课.mp4"), (r"C:\课.mp4", "课.mp4")])
def test_a_name_is_kept_as_far_as_it_can_be_read(begin: Begin, sent: str, kept: str) -> None:
    assert upload_at(begin(size=10, name=sent)).name == kept


def test_nobody_sends_more_than_they_said(begin: Begin, send: Send) -> None:
    address = begin(size=5)
    assert send(address, b"012345", offset=0).status_code == 413
    assert upload_at(address).offset == 0


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"Upload-Length": "-1"},
        {"Upload-Length": "0"},
        {"Upload-Length": "many"},
        {"Upload-Length": "5", "Upload-Metadata": "filename ***"},
        {"Upload-Length": "5", "Upload-Metadata": "filename 课"},
        {"Upload-Defer-Length": "1"},
    ],
)
def test_what_cannot_be_understood_is_refused(desk: Client, said: dict[str, str]) -> None:
    assert desk.post(UPLOADS, headers={**TUS, **said}).status_code == 400
    assert not Upload.objects.exists()


def test_a_piece_must_say_what_it_is(desk: Client, begin: Begin, send: Send) -> None:
    address = begin(size=5)
    assert desk.patch(address, b"01234", headers={**TUS, "Upload-Offset": "0"}).status_code == 415
    assert send(address, b"01234", offset=0, Upload_Checksum="md4 eHg=").status_code == 400
    assert send(address, b"01234", offset=0, Upload_Checksum="").status_code == 400
    assert send(address, b"01234", offset=0, Upload_Checksum="sha1").status_code == 460
    assert upload_at(address).offset == 0


def test_an_upload_is_its_owner_s_alone(client: Client, editor: object, begin: Begin, send: Send) -> None:
    owner = Client()
    owner.force_login(editor)
    address = begin(size=5, client=owner)
    colleague = MembershipFactory(organisation=the_district(), kind=StaffKind.COMMUNITY_WORKER).user
    colleague.groups.add(Group.objects.get(name="Editors"))
    client.force_login(colleague)
    assert client.head(address, headers=TUS).status_code == 404
    assert send(address, b"01234", offset=0, client=client).status_code == 404
    assert client.delete(address, headers=TUS).status_code == 404
    assert owner.head(address, headers=TUS)["Upload-Offset"] == "0"


def test_only_who_may_add_videos_may_send_any(client: Client, editor: object) -> None:
    headers = {**TUS, "Upload-Length": "5", "X-Requested-With": "XMLHttpRequest"}
    assert client.post(UPLOADS, headers=headers).status_code == 403
    editor.groups.get().collection_permissions.filter(permission__codename="add_video").delete()
    client.force_login(editor)
    assert client.post(UPLOADS, headers=headers).status_code == 403


def test_who_gives_up_leaves_nothing_behind(desk: Client, begin: Begin, send: Send) -> None:
    address = begin(size=10)
    send(address, b"01234", offset=0)
    path = upload_at(address).path
    assert desk.delete(address, headers=TUS).status_code == 204
    assert not path.exists()
    assert desk.head(address, headers=TUS).status_code == 404


def test_an_upload_that_nobody_goes_on_with_expires(desk: Client, begin: Begin, send: Send) -> None:
    address = begin(size=10)
    said = parse_http_date(send(address, b"01234", offset=0)["Upload-Expires"])
    upload = upload_at(address)
    assert said == int(upload.expires_at.timestamp())
    Upload.objects.update(expires_at=timezone.now())
    assert desk.head(address, headers=TUS).status_code == 410
    assert send(address, b"56789", offset=5).status_code == 410
    remove_expired_uploads()
    assert not Upload.objects.exists()
    assert not upload.path.exists()


def test_who_goes_on_has_time_again(begin: Begin, send: Send) -> None:
    address = begin(size=10)
    soon = timezone.now() + timezone.timedelta(hours=1)
    Upload.objects.update(expires_at=soon)
    send(address, b"01234", offset=0)
    assert upload_at(address).expires_at > soon + timezone.timedelta(days=6)


@pytest.fixture
def small_disk() -> Iterator[int]:
    """No file of this process grows beyond these bytes."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = 2**30
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    yield size
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("checked", [False, True])
def test_when_the_disk_is_full_what_has_come_stays_and_the_upload_goes_on_later(
    desk: Client, begin: Begin, send: Send, small_disk: int, checked: bool
) -> None:
    address = begin(size=small_disk + 1000)
    path = upload_at(address).path
    came = small_disk - 400
    with path.open("wb") as file:
        file.truncate(came)
    content = bytes(n % 251 for n in range(1400))
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    said = {"Upload_Checksum": f"sha256 {digest}"} if checked else {}
    answer = send(address, content, offset=came, **said)
    assert (answer.status_code, "磁盘满了" in answer.text) == (507, True)
    assert desk.head(address, headers=TUS)["Upload-Offset"] == str(small_disk)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    assert send(address, content[400:], offset=small_disk).status_code == 204
    with path.open("rb") as file:
        file.seek(came)
        assert file.read() == content
    assert Path(path).stat().st_size == small_disk + 1000
