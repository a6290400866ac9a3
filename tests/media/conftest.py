"""Real files, made with the packaged FFmpeg in a moment, and the people who handle them."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import imageio_ffmpeg
import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.base import File
from django.test import Client

from college.people.models import StaffKind, User
from media.actions import add_video
from media.models import Video
from tests.factories import MembershipFactory, UserFactory, the_district

SPEECH = settings.BASE_DIR / "demo" / "audio" / "literacy-write-my-name.m4a"
Make = Callable[..., Path]


@pytest.fixture(autouse=True)
def uploads() -> Iterator[None]:
    yield
    shutil.rmtree(settings.STORAGES["private"]["OPTIONS"]["location"], ignore_errors=True)


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """make("clip.mp4", *what FFmpeg is told between its input of one grey picture a second and the file's name)."""
    folder = tmp_path_factory.mktemp("clips")

    def run(name: str, *told: str, seconds: int = 3) -> Path:
        picture = ["-f", "lavfi", "-i", f"color=0x777777:s=320x180:r=1:d={seconds}"]
        command = [
            imageio_ffmpeg.get_ffmpeg_exe(),
            "-nostdin",
            "-v",
            "error",
            "-y",
            *picture,
            *told,
            str(folder / name),
        ]
        subprocess.run(command, check=True)
        return folder / name

    return run


@pytest.fixture(scope="session")
def speech(make: Make) -> Path:
    """Eleven seconds in which a teacher says two sentences."""
    return make("speech.mp4", "-i", str(SPEECH), "-t", "12", "-c:a", "aac", "-pix_fmt", "yuv420p", seconds=12)


@pytest.fixture(scope="session")
def mute(make: Make) -> Path:
    return make("mute.mp4", "-pix_fmt", "yuv420p")


@pytest.fixture
def upload(django_capture_on_commit_callbacks: Callable[..., object]) -> Callable[..., Video]:
    """upload(path, name="…") adds the video and does all the work that this queues."""

    def run(path: Path, *, name: str | None = None, **said: object) -> Video:
        with django_capture_on_commit_callbacks(execute=True), path.open("rb") as file:
            video = add_video(file=File(file, name or path.name), title="认字班第一课", **{"user": None, **said})
        return Video.objects.get(pk=video.pk)

    return run


@pytest.fixture
def editor(db: None) -> User:
    user = UserFactory(display_name="周老师")
    MembershipFactory(user=user, organisation=the_district(), kind=StaffKind.COMMUNITY_WORKER)
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    """The editor, signed in."""
    client.force_login(editor)
    return client
