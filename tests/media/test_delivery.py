"""Handing files over by nginx or by a bucket, and what pages must allow for it."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
import requests
from django.core.checks import Error
from django.core.files.storage import storages
from django.http import HttpResponse
from django.test import Client
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from college.people.models import User
from college.settings.storage import bucket_storage
from media import checks, delivery
from media.models import Rendition, Video
from tests.factories import UserFactory
from tests.media.factories import RenditionFactory, VideoFactory

pytestmark = pytest.mark.django_db

WHOLE = bytes(n % 251 for n in range(1000))


@pytest.fixture(autouse=True)
def policy(settings: Settings) -> None:
    settings.VIDEO_ACCESS_POLICY = "tests.media.test_playback.open_to_members"


@pytest.fixture
def member(db: None) -> User:
    return UserFactory()


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """The address of a real S3 server of our own."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(service: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Videos are kept in a bucket."""
    said = dict.fromkeys(settings.S3, "")
    said.update(BUCKET="mingliang", ENDPOINT_URL=service, REGION="us-east-1", ADDRESSING_STYLE="path")
    said.update(ACCESS_KEY_ID="key", SECRET_ACCESS_KEY="secret")
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    boto3.client("s3", endpoint_url=service, region_name="us-east-1", **keys).create_bucket(Bucket="mingliang")
    settings.S3, settings.VIDEO_DELIVERY = said, "redirect"
    settings.STORAGES = {**settings.STORAGES, "private": bucket_storage(said)}
    for model in (Video, Rendition):
        monkeypatch.setattr(model._meta.get_field("file"), "storage", storages["private"])
    for cached in (delivery.public_side, delivery._origin):
        cached.cache_clear()
    yield said
    requests.post(f"{service}/moto-api/reset", timeout=10)


def test_nginx_sends_what_a_view_allows(client: Client, member: User, settings: Settings) -> None:
    settings.VIDEO_DELIVERY = "x-accel"
    made = RenditionFactory(kind="audio")
    assert client.get(made.url).status_code == 404
    client.force_login(member)
    response = client.get(made.url)
    assert response["X-Accel-Redirect"] == f"/internal/uploads/{made.file.name}"
    assert (response["Content-Type"], response["Cache-Control"]) == ("audio/mp4", "private")
    assert response.content == b""


def test_a_learner_is_led_into_the_bucket_for_a_while(client: Client, member: User, bucket: dict[str, str]) -> None:
    made = RenditionFactory(kind="360p")
    assert client.get(made.url).status_code == 404
    client.force_login(member)
    response = client.get(made.url)
    assert (response.status_code, response["Cache-Control"]) == (302, "private, no-store")
    assert int(parse_qs(urlsplit(response["Location"]).query)["X-Amz-Expires"][0]) <= 3600
    part = requests.get(response["Location"], headers={"Range": "bytes=100-199"}, timeout=10)
    assert (part.status_code, part.content) == (206, WHOLE[100:200])
    assert part.headers["Content-Type"] == "video/mp4"
    assert part.headers["Content-Disposition"] == "inline"


def test_who_asks_for_the_head_gets_a_link_for_that(client: Client, member: User, bucket: dict[str, str]) -> None:
    client.force_login(member)
    link = client.head(VideoFactory().play_url)["Location"]
    assert requests.head(link, timeout=10).headers["Content-Length"] == "1000"


def allowed(page: HttpResponse) -> dict[str, list[str]]:
    return {name: sources for name, *sources in map(str.split, page["Content-Security-Policy"].split("; "))}


def test_pages_load_videos_and_pictures_from_the_bucket_and_from_nowhere_else(
    client: Client, bucket: dict[str, str]
) -> None:
    said = allowed(client.get("/accounts/login/"))
    assert said["media-src"] == ["'self'", bucket["ENDPOINT_URL"]]
    assert said["img-src"] == ["'self'", "data:", bucket["ENDPOINT_URL"]]
    assert said["default-src"] == ["'self'"]


def test_links_name_the_address_that_browsers_reach(
    client: Client, member: User, bucket: dict[str, str], settings: Settings
) -> None:
    settings.S3 = {**bucket, "PUBLIC_URL": "https://videos.college.example"}
    client.force_login(member)
    assert client.get(VideoFactory().play_url)["Location"].startswith(
        "https://videos.college.example/mingliang/videos/"
    )
    said = allowed(client.get("/accounts/login/"))
    assert said["media-src"] == ["'self'", "https://videos.college.example"]


@pytest.mark.parametrize(
    ("bucket_name", "way", "is_right"),
    [
        ("", "direct", True),
        ("", "x-accel", True),
        ("", "redirect", False),
        ("", "nginx", False),
        ("mingliang", "redirect", True),
        ("mingliang", "direct", False),
        ("mingliang", "x-accel", False),
    ],
)
def test_a_way_that_does_not_fit_where_videos_are_is_told_at_the_start(
    settings: Settings, bucket_name: str, way: str, is_right: bool
) -> None:
    settings.S3, settings.VIDEO_DELIVERY = {**settings.S3, "BUCKET": bucket_name}, way
    found = checks.video_delivery()
    assert [type(message) for message in found] == ([] if is_right else [Error])
