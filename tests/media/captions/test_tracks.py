"""Captions on the player: which languages it offers, who gets them, and that corrections arrive."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from college.people.models import User
from media.models import Cue, Transcript, Video
from tests.factories import UserFactory
from tests.media.factories import CueFactory, TranscriptFactory, VideoFactory

pytestmark = pytest.mark.django_db


def members_only(user: User | AnonymousUser, video: Video) -> bool:
    return user.is_authenticated


@pytest.fixture
def video() -> Video:
    """Spoken in Chinese, with captions in Tibetan and Uyghur."""
    video = CueFactory(text="请您写一遍。", transcript__engine="whisper").transcript.video
    CueFactory(transcript__video=video, transcript__language="ug", text="ئىسمىڭىزنى يېزىڭ & <b>")
    CueFactory(transcript__video=video, transcript__language="bo")
    return video


@pytest.fixture
def member(client: Client, settings: Settings) -> Client:
    settings.VIDEO_ACCESS_POLICY = f"{__name__}.members_only"
    client.force_login(UserFactory())
    return client


def test_the_player_offers_every_language_by_its_own_name_and_shows_the_spoken_one(video: Video) -> None:
    assert [tuple(track) for track in video.caption_tracks()] == [
        ("zh", "中文", f"/videos/{video.pk}/captions.vtt", True),
        ("bo", "བོད་སྐད།", f"/videos/{video.pk}/captions.bo.vtt", False),
        ("ug", "ئۇيغۇرچە", f"/videos/{video.pk}/captions.ug.vtt", False),
    ]


def test_what_is_not_finished_is_not_offered() -> None:
    video = TranscriptFactory(state=Transcript.State.RUNNING).video
    assert video.caption_tracks() == []


def test_what_the_engine_heard_in_a_wrong_language_is_not_offered(video: Video) -> None:
    TranscriptFactory(video=video, language="en", state=Transcript.State.DONE, engine="whisper")
    assert "en" not in [track.language for track in video.caption_tracks()]


def test_the_languages_cost_no_query_more(video: Video, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for shown in (video, CueFactory().transcript.video):
        fresh = Video.objects.get(pk=shown.pk)
        with django_assert_num_queries(1):
            assert fresh.has_captions
            assert fresh.caption_tracks()


def test_a_member_gets_the_captions_of_a_language(member: Client, video: Video) -> None:
    response = member.get(video.caption_tracks()[2].url)
    assert response["Content-Type"] == "text/vtt; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.text.endswith("\nئىسمىڭىزنى يېزىڭ &amp; &lt;b&gt;\n")


def test_a_stranger_gets_none_and_no_language_is_made_up(client: Client, member: Client, video: Video) -> None:
    for language in ("fr", "..", "x" * 300):
        assert member.get(f"/videos/{video.pk}/captions.{language}.vtt").status_code == 404
    client.logout()
    for track in video.caption_tracks():
        assert client.get(track.url).status_code == 404


def test_a_correction_arrives_at_once_and_what_is_unchanged_is_not_sent_again(member: Client, video: Video) -> None:
    url = video.captions_url
    first = member.get(url)
    assert first["Cache-Control"] == "private, no-cache"
    again = member.get(url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    Cue.objects.filter(transcript__video=video, transcript__language="zh").update(text="请您读一遍。")
    corrected = member.get(url, headers={"if-none-match": first["ETag"]})
    assert "请您读一遍。" in corrected.text


def test_captions_cost_the_same_however_many_cues(
    member: Client, video: Video, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(6):
        member.get(video.captions_url)
    for at in range(5):
        CueFactory(transcript=video.transcript, start_ms=10_000 + at)
    with django_assert_num_queries(6):
        member.get(video.captions_url)


def test_the_page_has_a_track_a_language(member: Client, desk: Client, video: Video) -> None:
    page = desk.get(f"/admin/videos/edit/{video.pk}/").text
    assert page.count("<track ") == 3
    assert page.count('<track kind="captions"') == 1
    assert VideoFactory().caption_tracks() == []
