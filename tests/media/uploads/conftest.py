"""An editor's tus client: within the process where HTTP itself is not the question."""

import base64
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from media.models import Upload

UPLOADS = "/admin/videos/uploads/"
Begin = Callable[..., str]
Send = Callable[..., HttpResponse]
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture(autouse=True)
def incoming() -> Iterator[Path]:
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    yield folder
    for path in folder.iterdir():
        path.unlink()


@pytest.fixture
def begin(desk: Client) -> Begin:
    """begin(size=10) says that a file will come, and gives the address to send it to."""

    def run(*, size: int, name: str = "第一课.mp4", client: Client = desk) -> str:
        said = f"filename {base64.b64encode(name.encode()).decode()},modified MTcwMA=="
        answer = client.post(UPLOADS, headers={**TUS, "Upload-Length": str(size), "Upload-Metadata": said})
        assert answer.status_code == 201, answer.text
        return answer["Location"]

    return run


@pytest.fixture
def send(desk: Client) -> Send:
    """send(address, b"…", offset=0) sends bytes of the file."""

    def run(address: str, content: bytes, *, offset: int, client: Client = desk, **said: str) -> HttpResponse:
        given = {**TUS, "Upload-Offset": str(offset), **{name.replace("_", "-"): value for name, value in said.items()}}
        return client.patch(address, content, content_type="application/offset+octet-stream", headers=given)

    return run


def upload_at(address: str) -> Upload:
    return Upload.objects.get(uuid=address.split("/")[-2])
