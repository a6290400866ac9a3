"""What becomes of the files that editors really send, from the upload to the transcript."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from pytest_django import DjangoCaptureOnCommitCallbacks

from college.people.models import User
from media.captions.actions import CueDraft, change_cues
from media.jobs import rerun, retry
from media.models import Chunk, Correction, Cue, LeaseLost, Transcript, Video
from media.models.work import WorkQuerySet
from media.probing import examine
from media.signals import transcript_finished, video_ready
from media.transcribing import plan
from tests.media.conftest import Make
from tests.media.factories import TranscriptFactory

pytestmark = pytest.mark.django_db

Upload = Callable[..., Video]


def test_a_video_lesson_becomes_text(upload: Upload, speech: Path) -> None:
    announced: list[object] = []

    def hear(signal: object, video_id: int, **kwargs: object) -> None:
        announced.append((signal, video_id))

    for signal in (video_ready, transcript_finished):
        signal.connect(hear)
    video = upload(speech)
    for signal in (video_ready, transcript_finished):
        signal.disconnect(hear)
    assert (video.state, video.width, video.height, video.has_audio) == (Video.State.READY, 320, 180, True)
    assert video.duration == pytest.approx(12, abs=0.3)
    assert video.poster.read().startswith(b"\xff\xd8\xff")
    assert video.transcript.state == Transcript.State.DONE
    assert "写" in "".join(video.cues().values_list("text", flat=True))
    assert "faster-whisper" in video.transcript.engine
    assert announced == [(video_ready, video.pk), (transcript_finished, video.pk)]


def test_the_content_counts_and_not_the_name(upload: Upload, speech: Path) -> None:
    video = upload(speech, name="../../作业.txt")
    assert (video.state, video.content_type, video.original_name) == (Video.State.READY, "video/mp4", "作业.txt")


def test_a_video_without_sound_plays_and_needs_no_transcript(upload: Upload, mute: Path) -> None:
    video = upload(mute)
    assert (video.state, video.has_audio) == (Video.State.READY, False)
    assert video.transcript.state == Transcript.State.SILENT


def test_a_video_in_which_nobody_speaks_is_silent_too(upload: Upload, make: Make) -> None:
    hush = make("hush.mp4", "-f", "lavfi", "-i", "anullsrc=r=16000:d=3", "-shortest", "-pix_fmt", "yuv420p")
    video = upload(hush)
    assert video.transcript.state == Transcript.State.SILENT
    assert not Cue.objects.exists()


def test_what_a_person_wrote_on_a_video_without_speech_outlasts_its_being_heard_again(
    upload: Upload, make: Make, editor: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    hush = make("hush.mp4", "-f", "lavfi", "-i", "anullsrc=r=16000:d=3", "-shortest", "-pix_fmt", "yuv420p")
    video = upload(hush)
    new = [CueDraft(None, 0, 2000, "（音乐）")]
    change_cues(transcript=video.transcript, user=editor, kind=Correction.Kind.INSERT, before=[], after=new)
    with django_capture_on_commit_callbacks(execute=True):
        rerun(video=video)
    assert Transcript.objects.get().state == Transcript.State.DONE
    assert Video.objects.get().has_captions


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "这个文件是空的"),
        ("这是一份通知。".encode() * 50, "这个文件不是视频"),
        (b"%PDF-1.7\n" + bytes(5000), "这个文件不是视频"),
    ],
)
def test_a_file_that_is_no_video_says_so_and_is_kept(upload: Upload, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "lesson.mp4"
    path.write_bytes(content)
    video = upload(path)
    assert video.state == Video.State.FAILED
    assert said in video.error
    assert video.file.read() == content
    assert not Transcript.objects.exists()


@pytest.mark.parametrize("told", [[], ["-movflags", "+faststart"]])
def test_a_video_cut_short_says_so(upload: Upload, make: Make, tmp_path: Path, told: list[str]) -> None:
    whole = make("whole.mp4", "-f", "lavfi", "-i", "sine=d=30", "-shortest", "-pix_fmt", "yuv420p", *told, seconds=30)
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    video = upload(cut)
    assert video.state == Video.State.FAILED
    assert "不完整" in video.error


def test_sound_alone_is_no_video(upload: Upload, make: Make) -> None:
    sound = make("sound.m4a", "-f", "lavfi", "-i", "sine=d=3", "-map", "1:a")
    assert "没有画面" in upload(sound).error


def test_a_file_that_is_gone_says_so_and_can_be_tried_again(
    upload: Upload, mute: Path, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    video = upload(mute)
    Video.objects.update(state=Video.State.FAILED, error="…")
    kept = video.file.read()
    video.file.storage.delete(video.file.name)
    for expected in (Video.State.FAILED, Video.State.READY):
        with django_capture_on_commit_callbacks(execute=True):
            retry(video=video)
        video.refresh_from_db()
        assert video.state == expected
        if expected == Video.State.FAILED:
            assert "找不到这个文件" in video.error
            video.file.storage.save(video.file.name, ContentFile(kept))


def test_a_video_that_ends_in_zeros_says_that_it_is_not_whole(upload: Upload, make: Make, tmp_path: Path) -> None:
    """As an interrupted download of full size."""
    told = ["-f", "lavfi", "-i", "sine=d=30", "-shortest", "-pix_fmt", "yuv420p", "-movflags", "+faststart"]
    content = make("whole.mp4", *told, seconds=30).read_bytes()
    hollow = tmp_path / "hollow.mp4"
    hollow.write_bytes(content[: len(content) * 3 // 4].ljust(len(content), b"\0"))
    video = upload(hollow)
    assert video.transcript, video.error
    assert (video.state, video.transcript.state) == (Video.State.FAILED, Transcript.State.FAILED)
    assert "不完整" in video.error


def test_a_video_deleted_while_it_is_examined_leaves_nothing_behind(
    upload: Upload, mute: Path, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    video = upload(mute)
    Video.objects.update(state=Video.State.WAITING)
    lease = WorkQuerySet(Video).claim(video.pk)
    lease.renew = lambda: None  # the deletion comes just after it
    kept = video.file.read()
    with django_capture_on_commit_callbacks(execute=True):
        Video.objects.get(pk=video.pk).delete()
    video.file.storage.save(video.file.name, ContentFile(kept))
    with pytest.raises(LeaseLost):
        examine(video, lease)
    video.file.storage.delete(video.file.name)
    assert video.file.storage.listdir(f"videos/{video.uuid}") == ([], [])


def test_a_long_video_is_cut_into_pieces_of_a_few_minutes(make: Make) -> None:
    noise = make("noise.m4a", "-f", "lavfi", "-i", "anoisesrc=r=8000:a=0.001:d=1200", "-map", "1", "-b:a", "8k")
    transcript = TranscriptFactory(state=Transcript.State.WAITING)
    transcript.video.file.save("long.mp4", ContentFile(noise.read_bytes()))
    plan(transcript, WorkQuerySet(Transcript).claim(transcript.pk))
    chunks = list(transcript.chunks.all())
    assert (chunks[0].start, chunks[-1].end) == (0, pytest.approx(1200, abs=5))
    assert all(before.end == after.start for before, after in pairwise(chunks))
    assert all(60 <= chunk.end - chunk.start <= 240 for chunk in chunks[:-1])
    transcript.refresh_from_db()
    assert transcript.state == Transcript.State.RUNNING
    assert {chunk.state for chunk in chunks} == {Chunk.State.WAITING}
