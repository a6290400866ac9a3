"""An editor says a sentence; what arrives is never trusted."""

import io

import av
import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import Site

from college.people.models import User
from college.voice import remaking
from college.voice.models import Recording
from college.voice.recordings import MOST_BYTES, MOST_SECONDS
from tests.factories import UserFactory
from tests.voice.sounds import a_wav

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/recordings/"


@pytest.fixture
def editor(client: Client, site: Site) -> User:
    editor: User = UserFactory()
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    return editor


def sent(client: Client, content: bytes, name: str = "sound") -> tuple[int, dict[str, str]]:
    response = client.post(ADDRESS, {"sound": SimpleUploadedFile(name, content)})
    answer: dict[str, str] = response.json()
    return response.status_code, answer


def test_what_an_editor_says_is_made_anew_and_heard_by_everybody(client: Client, editor: User) -> None:
    status, answer = sent(client, a_wav(1.5))
    assert status == 200
    recording = Recording.objects.get(pk=answer["id"])
    assert recording.seconds == pytest.approx(1.5, abs=0.2)
    assert recording.made_by == editor
    heard = Client().get(answer["url"])
    assert heard["Content-Type"] == "audio/mpeg"
    with av.open(io.BytesIO(b"".join(heard.streaming_content))) as container:  # type: ignore[attr-defined]
        assert container.format.name == "mp3"


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"MZ\x90 not a sound", "sound.mp3"), (b"", "sound.wav"), (b"#EXTM3U\nfile:///etc/passwd\n", "sound.m3u8")],
)
def test_what_is_no_sound_is_refused_whatever_it_is_called(
    client: Client, editor: User, content: bytes, name: str
) -> None:
    status, answer = sent(client, content, name)
    assert (status, answer) == (400, {"error": "这个文件里没有可以用的声音。请再录一次，或者换一个录音文件。"})
    assert not Recording.objects.exists()


def test_a_sentence_lasts_seconds(client: Client, editor: User) -> None:
    assert "录音太长了" in sent(client, a_wav(MOST_SECONDS + 5))[1]["error"]
    assert "没有录到声音" in sent(client, a_wav(0.1))[1]["error"]
    assert "太大" in sent(client, b"x" * (MOST_BYTES + 1))[1]["error"]
    assert not Recording.objects.exists()


def test_a_file_that_takes_too_long_is_refused(client: Client, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remaking, "MOST_WORK_SECONDS", 0)
    status, answer = sent(client, a_wav(MOST_SECONDS))
    assert (status, answer) == (400, {"error": "这个文件里没有可以用的声音。请再录一次，或者换一个录音文件。"})


def test_only_who_writes_pages_may_record(client: Client, site: Site) -> None:
    assert client.post(ADDRESS).status_code == 302
    client.force_login(UserFactory())
    client.post(ADDRESS, {"sound": SimpleUploadedFile("sound", a_wav(1))})
    assert not Recording.objects.exists()


def test_nothing_is_recorded_by_following_a_link(client: Client, editor: User) -> None:
    assert client.get(ADDRESS).status_code == 405
