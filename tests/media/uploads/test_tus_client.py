"""A tus client that others wrote, over HTTP."""

import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer
from tusclient.client import TusClient

from media.models import Upload
from tests.media.uploads.conftest import UPLOADS

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def headers(desk: Client) -> dict[str, str]:
    token = desk.get("/admin/videos/new/").context["csrf_token"]
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in desk.cookies.items())
    return {"Cookie": cookies, "X-CSRFToken": str(token)}


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    path = tmp_path / "第一课.mp4"
    path.write_bytes(bytes(n * n % 251 for n in range(500_000)))
    return path


def test_an_upload_goes_on_where_the_network_broke(
    live_server: LiveServer, headers: dict[str, str], lesson: Path
) -> None:
    client = TusClient(live_server.url + UPLOADS, headers=headers)
    said = {"chunk_size": 200_000, "metadata": {"filename": lesson.name}, "upload_checksum": True}
    uploader = client.uploader(str(lesson), **said)
    uploader.upload_chunk()
    url = str(uploader.url)
    hang_up_within_a_piece(url, headers, lesson.read_bytes()[200_000:300_000])
    again = client.uploader(str(lesson), **said, url=url)
    assert again.offset >= 200_000
    again.upload()
    upload = Upload.objects.get()
    assert (upload.name, upload.path.read_bytes()) == (lesson.name, lesson.read_bytes())


def hang_up_within_a_piece(url: str, headers: dict[str, str], content: bytes) -> None:
    """Says that 300,000 bytes come, sends a third, and is gone as soon as some of it is kept."""
    address = urlsplit(url)
    said = {
        **headers,
        "Host": address.netloc,
        "Tus-Resumable": "1.0.0",
        "Upload-Offset": "200000",
        "Content-Type": "application/offset+octet-stream",
        "Content-Length": "300000",
    }
    lines = [f"PATCH {address.path} HTTP/1.1", *(f"{name}: {value}" for name, value in said.items()), "", ""]
    with socket.create_connection((str(address.hostname), int(address.port or 80))) as connection:
        connection.sendall("\r\n".join(lines).encode() + content)
        deadline = time.monotonic() + 20
        while Upload.objects.get().offset == 200_000:
            assert time.monotonic() < deadline
            time.sleep(0.02)
