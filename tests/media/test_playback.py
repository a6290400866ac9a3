"""Playing: who may fetch what, and byte ranges as players ask for them."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from wagtail.models import Collection, CollectionViewRestriction

from college.people.models import User
from media import playback
from media.models import Rendition, Video
from tests.factories import UserFactory
from tests.media.factories import CueFactory, RenditionFactory, VideoFactory

pytestmark = pytest.mark.django_db

WHOLE = bytes(n % 251 for n in range(1000))


def open_to_members(user: User | AnonymousUser, video: Video) -> bool:
    return user.is_authenticated


@pytest.fixture(autouse=True)
def policy(settings: Settings) -> None:
    settings.VIDEO_ACCESS_POLICY = f"{__name__}.open_to_members"


@pytest.fixture
def member(client: Client) -> Client:
    client.force_login(UserFactory())
    return client


@pytest.fixture
def fetch(member: Client) -> Callable[..., HttpResponseBase]:
    video = VideoFactory()
    return lambda **headers: member.get(video.play_url, headers=headers)


def body(response: HttpResponseBase) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_member_gets_the_whole_file(fetch: Callable[..., HttpResponseBase]) -> None:
    response = fetch()
    assert (response.status_code, body(response)) == (200, WHOLE)
    assert response["Content-Type"] == "video/mp4"
    assert response["Accept-Ranges"] == "bytes"
    assert response["Cache-Control"] == "private"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-99", 0, 99),
        ("bytes=990-", 990, 999),
        ("bytes=-10", 990, 999),
        ("bytes=-5000", 0, 999),
        ("bytes=900-5000", 900, 999),
        ("bytes=5-5", 5, 5),
    ],
)
def test_a_player_that_seeks_gets_just_that_part(
    fetch: Callable[..., HttpResponseBase], asked: str, first: int, last: int
) -> None:
    response = fetch(range=asked)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/1000"
    assert response["Content-Length"] == str(last - first + 1)
    assert body(response) == WHOLE[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=1000-", "bytes=4000-5000", "bytes=-0"])
def test_who_asks_beyond_the_end_is_told_the_length(fetch: Callable[..., HttpResponseBase], asked: str) -> None:
    response = fetch(range=asked)
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */1000")


@pytest.mark.parametrize(
    "asked", ["bytes=5-3", "bytes=-", "lines=1-2", "bytes=0-1,5-6", "bytes=a-b", "bytes=0-" + "9" * 5000]
)
def test_a_range_that_makes_no_sense_is_as_none(fetch: Callable[..., HttpResponseBase], asked: str) -> None:
    response = fetch(range=asked)
    assert (response.status_code, body(response)) == (200, WHOLE)


def test_the_rest_of_a_long_file_comes_in_pieces(
    fetch: Callable[..., HttpResponseBase], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playback, "LONGEST_PIECE_BYTES", 300)
    assert fetch(range="bytes=500-")["Content-Range"] == "bytes 500-799/1000"


def test_a_part_of_a_file_that_has_changed_since_is_not_sent(fetch: Callable[..., HttpResponseBase]) -> None:
    etag = fetch()["ETag"]
    assert fetch(range="bytes=0-9", **{"if-range": etag}).status_code == 206
    assert fetch(range="bytes=0-9", **{"if-range": '"another"'}).status_code == 200


def test_who_has_the_file_already_is_told_so(fetch: Callable[..., HttpResponseBase]) -> None:
    assert fetch(**{"if-none-match": fetch()["ETag"]}).status_code == 304


def test_head_tells_the_length_and_sends_nothing(member: Client) -> None:
    response = member.head(VideoFactory().play_url)
    assert (response["Content-Length"], response.content) == ("1000", b"")


def test_a_stranger_finds_nothing(client: Client) -> None:
    video = CueFactory(transcript__video__poster="videos/x/poster.jpg").transcript.video
    made = [RenditionFactory(video=video, kind=kind).url for kind in Rendition.Kind.values]
    for url in (video.play_url, video.captions_url, video.poster_url, *made):
        assert client.get(url).status_code == 404


def test_an_editor_may_watch_what_no_policy_opens(client: Client, editor: User, settings: Settings) -> None:
    settings.VIDEO_ACCESS_POLICY = f"{__name__}.nobody"
    client.force_login(editor)
    assert client.get(VideoFactory().play_url).status_code == 200
    client.force_login(UserFactory())
    assert client.get(VideoFactory().play_url).status_code == 404


def test_who_may_only_choose_sees_what_there_is_to_choose(client: Client, editor: User, settings: Settings) -> None:
    settings.VIDEO_ACCESS_POLICY = f"{__name__}.nobody"
    editor.groups.get().collection_permissions.exclude(permission__codename="choose_video").delete()
    client.force_login(editor)
    assert client.get(VideoFactory().play_url).status_code == 200


def test_a_private_collection_keeps_its_videos_from_learners(member: Client, desk: Client, editor: User) -> None:
    collection = Collection.get_first_root_node().add_child(name="内部资料")
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups")
    restriction.groups.add(Group.objects.create(name="负责人"))
    video = VideoFactory(collection=collection)
    member.force_login(UserFactory())
    assert member.get(video.play_url).status_code == 404
    desk.force_login(editor)
    assert desk.get(video.play_url).status_code == 200


def test_a_file_that_is_gone_is_not_found_and_told_to_the_log(member: Client, caplog: pytest.LogCaptureFixture) -> None:
    video = VideoFactory()
    video.file.storage.delete(video.file.name)
    assert member.get(video.play_url).status_code == 404
    assert f"{video.file.name} is gone" in caplog.text


def nobody(user: User | AnonymousUser, video: Video) -> bool:
    return False


def test_a_file_that_failed_its_check_is_not_handed_out(member: Client) -> None:
    assert member.get(VideoFactory(state=Video.State.FAILED).play_url).status_code == 404


@pytest.mark.parametrize(
    ("container", "codec", "content_type"),
    [
        ("mov,mp4,m4a,3gp,3g2,mj2", "hevc", "video/mp4"),
        ("matroska,webm", "av1", "video/webm"),
        ("matroska,webm", "h264", "video/x-matroska"),
        ("html", "", "application/octet-stream"),
    ],
)
def test_the_type_is_told_by_the_content_and_never_by_the_name(
    member: Client, container: str, codec: str, content_type: str
) -> None:
    video = VideoFactory(container=container, video_codec=codec, original_name='"><script>.html')
    response = member.get(video.play_url)
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == "inline"


@pytest.mark.parametrize(
    ("kind", "name", "content_type"),
    [
        ("720p", "720p.mp4", "video/mp4"),
        ("360p", "360p.mp4", "video/mp4"),
        ("audio", "audio.m4a", "audio/mp4"),
        ("storyboard", "storyboard.jpg", "image/jpeg"),
    ],
)
def test_a_member_gets_each_rendition_in_parts_too(member: Client, kind: str, name: str, content_type: str) -> None:
    made = RenditionFactory(kind=kind)
    assert made.url == f"/videos/{made.video_id}/{name}"
    response = member.get(made.url, headers={"range": "bytes=10-19"})
    assert (response.status_code, body(response)) == (206, WHOLE[10:20])
    assert response["Content-Type"] == content_type


@pytest.mark.parametrize("state", ["waiting", "running", "failed", "cancelled"])
def test_nothing_half_made_is_handed_out(member: Client, state: str) -> None:
    assert member.get(RenditionFactory(state=state).url).status_code == 404


def test_no_rendition_is_handed_out_of_a_file_that_failed_its_check(member: Client) -> None:
    assert member.get(RenditionFactory(video__state=Video.State.FAILED).url).status_code == 404


def test_captions_are_webvtt(member: Client) -> None:
    cue = CueFactory(start_ms=5600, end_ms=6400, text="<b>姓</b> & 名")
    response = member.get(cue.transcript.video.captions_url)
    assert response["Content-Type"] == "text/vtt; charset=utf-8"
    assert response.content.decode().startswith("WEBVTT\n\n")
    assert "00:00:05.600 --> 00:00:06.400\n&lt;b&gt;姓&lt;/b&gt; &amp; 名" in response.content.decode()


def test_there_are_no_captions_before_the_transcript_is_done(member: Client) -> None:
    video = CueFactory(transcript__state="running").transcript.video
    assert member.get(video.captions_url).status_code == 404


def test_a_range_costs_the_person_the_video_and_its_collection(
    fetch: Callable[..., HttpResponseBase], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        fetch(range="bytes=0-99")


def test_a_range_of_a_rendition_costs_one_more(
    member: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = RenditionFactory()
    with django_assert_num_queries(5):
        member.get(made.url, headers={"range": "bytes=0-99"})
