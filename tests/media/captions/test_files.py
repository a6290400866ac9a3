"""The page of caption files: what an editor takes away and brings in."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from college.people.models import User
from media.captions import actions
from media.captions.actions import CueDraft, Seen
from media.captions.formats import webvtt
from media.captions.formats.timed import TimedLine
from media.models import Chunk, Correction, Cue, Transcript, Video
from media.signals import transcript_finished
from tests.factories import UserFactory
from tests.media.factories import ChunkFactory, CueFactory, TranscriptFactory, VideoFactory

pytestmark = pytest.mark.django_db

HEARD = ["大家好，欢迎来到人字班。", "今天学写自己的明字。", "那个，我说一下啊。"]
Send = Callable[..., HttpResponse]


@pytest.fixture
def transcript() -> Transcript:
    """Three cues of the engine, at 0, 3 and 6 seconds of a minute."""
    transcript = TranscriptFactory(state=Transcript.State.DONE, engine="whisper", video__title="认字班：第一课")
    for at, text in enumerate(HEARD):
        CueFactory(transcript=transcript, start_ms=at * 3000, end_ms=at * 3000 + 2500, text=text, confidence=0.5)
    return transcript


@pytest.fixture
def video(transcript: Transcript) -> Video:
    return transcript.video


@pytest.fixture
def send(desk: Client, video: Video) -> Send:
    """send("the file's text", "name") shows what it would change."""

    def run(content: str | bytes, name: str = "a.vtt", language: str = "zh") -> HttpResponse:
        data = content.encode() if isinstance(content, str) else content
        return desk.post(page_of(video), {"language": language, "file": SimpleUploadedFile(name, data)})

    return run


@pytest.fixture
def bring(send: Send, desk: Client, video: Video) -> Send:
    """bring(...) sends the file and then says yes."""

    def run(*args: object, **kwargs: object) -> HttpResponse:
        return confirm(desk, video, send(*args, **kwargs))

    return run


def confirm(desk: Client, video: Video, shown: HttpResponse) -> HttpResponse:
    return desk.post(page_of(video) + "import/", {"sealed": shown.context["sealed"]}, follow=True)


def page_of(video: Video) -> str:
    return f"/admin/videos/caption-files/{video.pk}/"


def vtt(*said: tuple[float, float, str]) -> str:
    return webvtt.write(TimedLine(int(start * 1000), int(end * 1000), text) for start, end, text in said)


def texts(video: Video, language: str = "zh") -> list[str]:
    cues = Cue.objects.filter(transcript__video=video, transcript__language=language)
    return list(cues.values_list("text", flat=True))


def counts(page: HttpResponse) -> tuple[int, int, int, int]:
    comparison = page.context["proposal"].comparison
    return comparison.new, comparison.changed, comparison.gone, comparison.unchanged


CORRECTED = vtt((0, 2.5, HEARD[0]), (3, 5.5, "今天学写自己的名字。"), (20, 22, "请您写一遍。"), (70, 72, "片尾字幕"))


@pytest.mark.parametrize(
    ("suffix", "content_type", "begin"),
    [
        ("vtt", "text/vtt; charset=utf-8", "WEBVTT\n\n00:00:00.000 --> 00:00:02.500\n大家好"),
        ("srt", "application/x-subrip; charset=utf-8", "\ufeff1\n00:00:00,000 --> 00:00:02,500\n大家好"),
        ("txt", "text/plain; charset=utf-8", "\ufeff大家好，欢迎来到人字班。\n今天"),
    ],
)
def test_an_editor_takes_the_captions_away(
    desk: Client, video: Video, suffix: str, content_type: str, begin: str
) -> None:
    response = desk.get(f"{page_of(video)}zh.{suffix}")
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''%E8%AE%A4%E5%AD%97%E7%8F%AD%EF%BC%9A"
    )
    assert response["Content-Disposition"].endswith(f".zh.{suffix}")
    assert response.content.decode().startswith(begin)


def test_a_title_may_hold_what_a_file_name_may_not(desk: Client, video: Video) -> None:
    Video.objects.update(title='../姓/名 "?"\r\nX: 1')
    said = desk.get(f"{page_of(video)}zh.vtt")["Content-Disposition"]
    assert not set(said) & set('/\\\r\n"?')


def test_there_is_nothing_to_take_away_that_is_not_there(desk: Client, video: Video) -> None:
    for address in ("en.vtt", "zh.doc", "..srt"):
        assert desk.get(page_of(video) + address).status_code == 404


def test_who_may_not_change_the_video_finds_nothing(client: Client, desk: Client, editor: User, video: Video) -> None:
    editor.groups.get().collection_permissions.filter(permission__codename="change_video").delete()
    CueFactory(transcript__video=video, transcript__language="en")
    for address in ("", "zh.vtt", "en/delete/"):
        assert desk.get(page_of(video) + address).status_code == 404
    for address in ("", "import/", "en/delete/"):
        assert desk.post(page_of(video) + address).status_code == 404
    client.force_login(UserFactory())
    assert client.get(page_of(video)).status_code == 302


def test_a_file_is_shown_before_anything_changes(send: Send, video: Video) -> None:
    page = send(CORRECTED)
    assert counts(page) == (1, 1, 1, 1)
    assert page.context["proposal"].beyond == 1
    assert "<del>明</del>" in page.text
    assert "<ins>名</ins>" in page.text
    assert texts(video) == HEARD
    assert not Correction.objects.exists()


def test_a_file_that_was_looked_at_comes_in_and_can_be_taken_back(bring: Send, video: Video, editor: User) -> None:
    page = bring(CORRECTED)
    assert "中文字幕已导入" in page.text
    assert texts(video) == [HEARD[0], "今天学写自己的名字。", "请您写一遍。"]
    kept, reworded, new = Cue.objects.all()
    assert (kept.is_corrected, reworded.is_corrected, new.is_corrected) == (False, True, True)
    correction = Correction.objects.get()
    assert (correction.kind, correction.user) == (Correction.Kind.IMPORT, editor)
    actions.undo(correction=correction, user=editor)
    assert texts(video) == HEARD


def test_what_was_taken_away_comes_back_unchanged(desk: Client, send: Send, video: Video) -> None:
    for suffix in ("vtt", "srt", "txt"):
        file = desk.get(f"{page_of(video)}zh.{suffix}").content
        page = send(file, f"a.{suffix}")
        assert counts(page) == (0, 0, 0, 3)
        assert "完全相同" in page.text


def test_a_cue_that_only_moves_keeps_its_words(send: Send) -> None:
    page = send(vtt((0, 2.4, HEARD[0]), (3, 5.5, HEARD[1]), (6, 8.5, HEARD[2])))
    assert counts(page) == (0, 1, 0, 2)
    assert "时间有变" in page.text


def test_an_editor_who_was_slower_sees_what_has_changed_and_overwrites_nothing(
    desk: Client, send: Send, video: Video, transcript: Transcript
) -> None:
    shown = send(CORRECTED)
    cue = transcript.cues.last()
    seen, draft = Seen(cue.pk, cue.revision), CueDraft(cue.pk, cue.start_ms, cue.end_ms, "我再说一下。")
    actions.change_cues(
        transcript=transcript, user=UserFactory(), kind=Correction.Kind.EDIT, before=[seen], after=[draft]
    )
    again = confirm(desk, video, shown)
    assert again.status_code == 409
    assert "又有了改动" in again.text
    assert "我再说一下。" in again.text
    assert texts(video) == [*HEARD[:2], "我再说一下。"]
    confirm(desk, video, again)
    assert texts(video) == [HEARD[0], "今天学写自己的名字。", "请您写一遍。"]


def test_only_what_was_looked_at_can_come_in(desk: Client, send: Send, video: Video) -> None:
    sealed = send(CORRECTED).context["sealed"]
    for forged in ("", "x", sealed[:-1] + ("A" if sealed[-1] != "A" else "B")):
        assert desk.post(page_of(video) + "import/", {"sealed": forged}).status_code == 400
    other = VideoFactory()
    assert desk.post(page_of(other) + "import/", {"sealed": sealed}).status_code == 400
    assert texts(video) == HEARD


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "a.vtt", "这个文件是空的"),
        (b"WEBVTT\n\n" + b" " * 2 * 1024 * 1024, "a.vtt", "字幕文件最大"),
        (b"\x00\x01\x02\xff", "a.srt", "这不是文字文件"),
        (b"WEBVTT\n", "a.vtt", "文件里没有字幕"),
        (vtt((3, 2, "好")).encode(), "a.vtt", "第 3 行：结束时间早于开始时间"),
        (vtt((1, 3, "一"), (2, 4, "二")).encode(), "a.vtt", "第 6 行：这一条与上一条的时间重叠"),
        (vtt((61, 62, "一")).encode(), "a.vtt", "全在视频结束之后"),
        ("今天天气很好\n我们去公园散步".encode(), "a.txt", "大多对不上"),
        ("三\n行\n".encode() + "字".encode() * 501, "a.txt", "太长了"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(send: Send, video: Video, content: bytes, name: str, why: str) -> None:
    page = send(content, name)
    assert page.status_code == 422
    assert [why in error for error in page.context["form"].errors["file"]] == [True]
    assert texts(video) == HEARD


def test_no_file_and_no_such_language_are_refused_too(desk: Client, send: Send, video: Video) -> None:
    assert "请先选一个字幕文件" in desk.post(page_of(video), {"language": "zh"}).text
    assert "language" in send(CORRECTED, language="tlh").context["form"].errors


def test_the_teacher_s_script_puts_right_what_was_heard(send: Send, bring: Send, video: Video) -> None:
    script = "第一课　讲稿\n大家好，欢迎来到“认字班”。今天学写自己的名字。（在黑板上写出姓和名，等学员看清楚）\n"
    page = send(script, "讲稿.txt")
    assert counts(page) == (0, 2, 0, 1)
    assert page.context["proposal"].left_out == 20
    bring(script, "讲稿.txt")
    assert texts(video) == ["大家好，欢迎来到“认字班”。", "今天学写自己的名字。", HEARD[2]]


def test_a_script_of_one_word_repeated_is_not_compared_for_hours(send: Send, transcript: Transcript) -> None:
    Cue.objects.update(text="好" * 400)
    assert "重复的话太多" in send("好" * 600_000, "a.txt").context["form"].errors["file"][0]


def test_lines_as_many_as_cues_take_their_places(bring: Send, video: Video) -> None:
    bring("Welcome!\n\nToday we write our names.\nWell.\n", "en.txt", language="en")
    assert list(Cue.objects.filter(transcript__language="en").values_list("start_ms", "text")) == [
        (0, "Welcome!"),
        (3000, "Today we write our names."),
        (6000, "Well."),
    ]
    assert texts(video) == HEARD


def test_a_translation_without_times_must_have_a_line_a_cue(send: Send) -> None:
    errors = send("Welcome!\nToday we write our names.", "en.txt", language="en").context["form"].errors
    assert errors["file"] == ["这个文件没有时间，要一行对一条字幕：文件有 2 行，字幕有 3 条。"]


def test_captions_of_another_language_come_and_go(desk: Client, bring: Send, video: Video, editor: User) -> None:
    page = bring(vtt((1, 2, "ئىسمىڭىزنى يېزىڭ")), language="ug")
    assert "ئۇيغۇرچە" in page.text
    transcript = Transcript.objects.get(language="ug")
    assert (transcript.state, transcript.engine) == (Transcript.State.DONE, "")
    assert [track.language for track in Video.objects.get().caption_tracks()] == ["zh", "ug"]
    bring(vtt((1, 2, "ئىسمىڭىزنى ئوقۇڭ")), language="ug")
    assert texts(video, "ug") == ["ئىسمىڭىزنى ئوقۇڭ"]
    assert "维吾尔语" in desk.get(f"{page_of(video)}ug/delete/").text
    desk.post(f"{page_of(video)}ug/delete/")
    assert not Transcript.objects.filter(language="ug").exists()
    assert texts(video) == HEARD
    assert "删除了一种语言的字幕" in desk.get(f"/admin/videos/history/{video.pk}/").text


def test_the_spoken_captions_are_not_deleted(desk: Client, video: Video) -> None:
    assert desk.post(f"{page_of(video)}zh/delete/").status_code == 404


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_nothing_comes_in_while_the_engine_writes(desk: Client, send: Send, video: Video, state: str) -> None:
    shown = send(CORRECTED)
    Transcript.objects.update(state=state)
    assert "正在转写" in send(CORRECTED).context["form"].errors["language"][0]
    assert "正在转写" in confirm(desk, video, shown).text
    assert texts(video) == HEARD


@pytest.mark.parametrize("state", ["failed", "silent", "cancelled"])
def test_a_file_stands_in_for_the_engine(
    bring: Send, video: Video, state: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """The rooms above hear of it, and the engine is not asked for the rest."""
    heard: list[int] = []
    Cue.objects.all().delete()
    ChunkFactory(transcript=video.transcripts.get(), state=Chunk.State.FAILED)
    Transcript.objects.update(state=state, error="没有引擎")

    def listen(video_id: int, **kwargs: object) -> None:
        heard.append(video_id)

    transcript_finished.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        bring(CORRECTED)
    transcript_finished.disconnect(listen)
    transcript = Transcript.objects.get()
    assert (transcript.state, transcript.error, transcript.chunks.count()) == (Transcript.State.DONE, "", 0)
    assert heard == [video.pk]
    assert len(texts(video)) == 3


def test_what_the_engine_heard_in_a_wrong_language_gives_way(bring: Send, video: Video) -> None:
    CueFactory(transcript__video=video, transcript__language="en", transcript__engine="whisper", text="Ren zi ban")
    bring(vtt((1, 2, "Write your name.")), language="en")
    assert texts(video, "en") == ["Write your name."]
    assert "en" in [track.language for track in Video.objects.get().caption_tracks()]


def test_the_page_costs_the_same_however_many_languages_and_cues(
    desk: Client, video: Video, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    desk.get(page_of(video))
    with django_assert_num_queries(15):
        desk.get(page_of(video))
    for language in ("en", "bo", "ug"):
        for at in range(3):
            CueFactory(
                transcript=video.transcripts.filter(language=language).first()
                or TranscriptFactory(video=video, language=language, state=Transcript.State.DONE),
                start_ms=at * 3000,
            )
    with django_assert_num_queries(15):
        desk.get(page_of(video))


PIECES = st.sampled_from(["WEBVTT\n\n", "\n", "1\n", "00:01.000", " --> ", "00:02.000\n", "<v ", "大家好，"])
MIXED = st.lists(PIECES, min_size=1, max_size=20).map("".join).map(str.encode)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(min_size=1, max_size=99), MIXED), st.sampled_from(["zh", "en"]))
def test_any_bytes_are_shown_or_refused(send: Send, desk: Client, video: Video, data: bytes, language: str) -> None:
    page = send(data, "a", language)
    assert page.status_code in (200, 422)
    if page.status_code == 200:
        assert confirm(desk, video, page).status_code == 200
