"""What an editor sees and does under 视频 in the admin."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings
from wagtail.models import Collection, ModelLogEntry, Site

from college.people.models import User
from media.models import Glossary, Transcript, Video
from media.tabs import PAGES
from tests.factories import LessonPageFactory, OrganisationFactory, UserFactory
from tests.media.factories import ChunkFactory, CueFactory, TranscriptFactory, VideoFactory

pytestmark = pytest.mark.django_db

INDEX = "/admin/videos/"
ADD = "/admin/videos/new/"


def edit_url(video: Video) -> str:
    return f"/admin/videos/edit/{video.pk}/"


def form(**said: object) -> dict[str, object]:
    return {"title": "第一课", "language": "zh", "tags": "认字, 入门", **said}


def test_a_learner_has_no_business_here(client: Client) -> None:
    client.force_login(UserFactory())
    for url in (INDEX, ADD, edit_url(VideoFactory())):
        assert client.get(url).status_code == 302


def test_an_editor_finds_videos_in_the_menu(desk: Client, site: Site) -> None:
    assert "/admin/videos/" in desk.get("/admin/").text


def test_the_limit_is_said_before_the_upload(desk: Client, settings: Settings) -> None:
    settings.VIDEO_MAX_BYTES = 3 * 1024**2
    page = desk.get(ADD).text
    assert "3.0\xa0MB" in page
    assert 'data-max-bytes="3145728"' in page


def test_an_editor_adds_a_video(
    desk: Client, editor: User, speech: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    file = SimpleUploadedFile("认字 第一课.mp4", speech.read_bytes())
    response = desk.post(ADD, form(file=file))
    video = Video.objects.get()
    assert response.url == edit_url(video)
    assert (video.title, video.original_name, video.uploaded_by) == ("第一课", "认字 第一课.mp4", editor)
    assert set(video.tags.names()) == {"认字", "入门"}
    assert video.file.name == f"videos/{video.uuid}/original"


def test_a_file_may_be_called_whatever_people_call_it(desk: Client) -> None:
    name = "社区" * 60 + ".mp4"
    desk.post(ADD, form(file=SimpleUploadedFile(name, b"x")))
    assert Video.objects.get().original_name == name


def test_without_a_title_the_file_s_name_is_it(desk: Client) -> None:
    desk.post(ADD, form(title="", file=SimpleUploadedFile("社区议事.mp4", b"x")))
    assert Video.objects.get().title == "社区议事"


def test_the_upload_script_is_told_where_to_go_next(desk: Client) -> None:
    file = SimpleUploadedFile("a.mp4", b"x")
    answer = desk.post(ADD, form(file=file), headers={"accept": "application/json"}).json()
    assert answer["url"] == edit_url(Video.objects.get())


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "这个文件是空的"), (b"x" * 11, "超过了"), (None, "请先选一个视频文件")]
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(
    desk: Client, settings: Settings, content: bytes | None, said: str
) -> None:
    settings.VIDEO_MAX_BYTES = 10
    files = {} if content is None else {"file": SimpleUploadedFile("a.mp4", content)}
    assert said in desk.post(ADD, form(**files)).text
    files = {} if content is None else {"file": SimpleUploadedFile("a.mp4", content)}
    answer = desk.post(ADD, form(**files), headers={"accept": "application/json"})
    assert (answer.status_code, said in answer.json()["errors"]["file"][0]) == (422, True)
    assert not Video.objects.exists()


def test_who_may_only_add_cannot_touch_the_videos_of_others(client: Client, editor: User) -> None:
    group = editor.groups.get()
    group.collection_permissions.filter(permission__codename="change_video").delete()
    client.force_login(editor)
    own, foreign = VideoFactory(uploaded_by=editor), TranscriptFactory(state="failed").video
    assert client.get(edit_url(own)).status_code == 200
    for url in (edit_url(foreign), f"/admin/videos/delete/{foreign.pk}/", f"/admin/videos/history/{foreign.pk}/"):
        assert client.get(url).status_code == 302
    for decision in ("retry", "rerun", "cancel", "put_first"):
        client.post(f"/admin/videos/{decision}/{foreign.pk}/")
    assert not ModelLogEntry.objects.filter(action__startswith="media.").exists()
    assert foreign.title not in client.get(INDEX).text


@pytest.mark.on_postgres
def test_the_percentage_is_that_of_the_seconds_heard(desk: Client) -> None:
    transcript = TranscriptFactory(video__duration=300)
    ChunkFactory(transcript=transcript, start=0, end=150, done_until=150, state="done")
    ChunkFactory(transcript=transcript, start=150, end=300, done_until=165, state="running")
    page = desk.get(edit_url(transcript.video), headers={"hx-request": "true"}).text
    assert "正在转写" in page
    assert "55 %" in page
    assert "every 2s" in page


def test_a_video_that_is_done_shows_player_and_transcript_and_asks_no_more(desk: Client) -> None:
    video = CueFactory().transcript.video
    page = desk.get(edit_url(video)).text
    assert "字幕已就绪" in page
    assert "名字里的第一个字叫做姓。" in page
    assert 'id="player"' in page
    assert "every 2s" not in page


def test_what_is_new_arrives_once(desk: Client) -> None:
    """A player that is playing is not replaced for a percentage."""
    transcript = TranscriptFactory()
    video = transcript.video
    shown = {"shown": "正在转写"}
    assert 'id="player"' not in desk.get(edit_url(video), shown, headers={"hx-request": "true"}).text
    Transcript.objects.update(state="done")
    assert 'id="player"' in desk.get(edit_url(video), shown, headers={"hx-request": "true"}).text


def test_a_format_that_browsers_cannot_play_is_said(desk: Client) -> None:
    video = CueFactory(transcript__video__video_codec="hevc").transcript.video
    assert "正在另做一份到处能播放的" in desk.get(edit_url(video)).text


def test_a_failed_video_says_why_and_is_tried_again_by_a_post_alone(desk: Client) -> None:
    video = VideoFactory(state=Video.State.FAILED, error="这个文件不是视频，打不开。请选择 MP4、MOV、WebM 等视频文件。")
    for url in (INDEX, edit_url(video)):
        page = desk.get(url).text
        assert "这个文件不是视频" in page
        assert f"/admin/videos/retry/{video.pk}/" in page
    assert desk.get(f"/admin/videos/retry/{video.pk}/").status_code == 405
    desk.post(f"/admin/videos/retry/{video.pk}/")
    video.refresh_from_db()
    assert (video.state, video.error) == (Video.State.WAITING, "")


def test_what_an_editor_decides_in_the_list_leads_back_to_it_and_into_the_history(desk: Client, editor: User) -> None:
    transcript = TranscriptFactory(state="waiting", queued_at=timezone.now())
    video = transcript.video
    assert f"/admin/videos/cancel/{video.pk}/" in desk.get(INDEX).text
    here = f"{INDEX}?language=zh"
    assert desk.post(f"/admin/videos/cancel/{video.pk}/", {"next": here}).url == here
    assert "转写已取消" in desk.get(here).text
    elsewhere = desk.post(f"/admin/videos/retry/{video.pk}/", {"next": "https://example.org/"})
    assert elsewhere.url == edit_url(video)
    history = desk.get(f"/admin/videos/history/{video.pk}/").text
    assert "取消了后台处理" in history
    assert "让没有完成的处理重试" in history
    assert editor.display_name in history


def test_what_broke_is_for_the_administrator_s_eyes(desk: Client, admin_client: Client) -> None:
    transcript = TranscriptFactory(state="failed", error="处理时出了意外", fault="OSError: pipeline.py:31 hear")
    url = edit_url(transcript.video)
    assert "OSError" not in desk.get(url).text
    assert "OSError: pipeline.py:31 hear" in admin_client.get(url).text


def test_a_video_leads_to_its_other_pages(desk: Client) -> None:
    video = CueFactory().transcript.video
    page = desk.get(edit_url(video)).text
    for name, label in PAGES:
        assert reverse(name, args=[video.pk]) in page
        assert str(label) in page


def test_another_language_is_another_transcript(desk: Client) -> None:
    video = CueFactory().transcript.video
    desk.post(edit_url(video), form(language="en"))
    assert video.transcripts.get(language="en").state == Transcript.State.WAITING
    assert video.transcripts.get(language="zh").cues.exists()
    video = Video.objects.get(pk=video.pk)
    assert not video.has_captions
    assert not video.cues().exists()


@pytest.mark.on_postgres
def test_a_video_that_a_lesson_uses_is_not_deleted(desk: Client, site: Site) -> None:
    video = VideoFactory()
    LessonPageFactory(video=video)
    url = f"/admin/videos/delete/{video.pk}/"
    assert "正在课时里使用，不能删除" in desk.get(url).text
    assert "正在课时里使用，不能删除" in desk.post(url, follow=True).text
    assert Video.objects.filter(pk=video.pk).exists()


@pytest.mark.on_postgres
def test_a_video_that_nothing_uses_goes_with_its_file(
    desk: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    video = VideoFactory()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/admin/videos/delete/{video.pk}/")
    assert not Video.objects.exists()
    assert not video.file.storage.exists(video.file.name)
    assert not video.file.storage.exists(f"videos/{video.uuid}")


def test_a_collection_with_videos_is_not_deleted(admin_client: Client) -> None:
    collection = Collection.get_first_root_node().add_child(name="认字班")
    video = VideoFactory(collection=collection)
    url = f"/admin/collections/{collection.pk}/delete/"
    page = admin_client.get(url).text
    assert "1 个视频" in page
    assert f"/admin/videos/?collection_id={collection.pk}" in page
    admin_client.post(url)
    assert Video.objects.filter(pk=video.pk).exists()


def test_a_video_is_chosen_by_its_picture_and_state(desk: Client) -> None:
    VideoFactory(title="能选的", poster="videos/x/poster.jpg")
    VideoFactory(title="坏的", state=Video.State.FAILED)
    chooser = desk.get(reverse("video_chooser:choose")).json()["html"]
    assert "能选的" in chooser
    assert "poster.jpg" in chooser
    assert "坏的" not in chooser


def test_a_lesson_s_form_offers_the_chooser(desk: Client, site: Site) -> None:
    lesson = LessonPageFactory(video=VideoFactory(title="学写名字", duration=63))
    page = desk.get(f"/admin/pages/{lesson.pk}/edit/").text
    assert "学写名字 · 1:03" in page


@pytest.fixture
def fill() -> Callable[[int], None]:
    def run(count: int) -> None:
        for _ in range(count):
            ChunkFactory(transcript=TranscriptFactory(), start=0)
            VideoFactory(state=Video.State.WAITING)

    return run


@pytest.mark.on_postgres
@pytest.mark.parametrize("count", [1, 8])
def test_the_list_costs_the_same_however_long_it_is(
    desk: Client, fill: Callable[[int], None], django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    fill(count)
    desk.get(INDEX)
    with django_assert_num_queries(23):
        desk.get(INDEX)
    with django_assert_num_queries(17):
        desk.get(INDEX, headers={"hx-request": "true"})


def test_an_editor_searches_among_what_is_hers_of_a_glossary_and_a_language(desk: Client) -> None:
    glossary = Glossary.objects.create(title="社区", terms="公示")
    for title in ("笔画一", "笔画二"):
        VideoFactory(title=title)
    VideoFactory(title="笔画三").glossaries.add(glossary)
    elsewhere = OrganisationFactory(name="别的区").collection
    VideoFactory(title="笔画四", collection=elsewhere).glossaries.add(glossary)
    Video.objects.filter(title="笔画二").update(language="en")
    for asked in ({}, {"glossaries": glossary.pk}, {"language": "zh"}):
        assert "笔画四" not in desk.get(INDEX, {"q": "笔画", **asked}).text
    assert "笔画一" in desk.get(INDEX, {"q": "笔画"}).text
    found = desk.get(INDEX, {"q": "笔画", "glossaries": glossary.pk}).text
    assert "笔画三" in found
    assert "笔画一" not in found
    found = desk.get(INDEX, {"q": "笔画", "language": "en"}).text
    assert "笔画二" in found
    assert "笔画三" not in found
