"""What an editor is told of the work on a video, and what can be decided about it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from media.attempts import UNEXPECTED
from media.models import Chunk, Rendition, Transcript, Video
from media.status import Status, in_words, tell
from tests.media.factories import ChunkFactory, TranscriptFactory, VideoFactory

pytestmark = pytest.mark.django_db


def told(video: Video) -> Status:
    video = Video.objects.get(pk=video.pk)
    tell([video])
    return video.status


def measure(*, speed: float) -> None:
    """A video transcribed before, at so many seconds a second."""
    done = TranscriptFactory(state="done")
    ChunkFactory(transcript=done, start=0, end=100, done_until=100, state="done", took=100 / speed)


def test_a_video_that_waits_says_how_many_are_before_it() -> None:
    now = timezone.now()
    for seconds in (3, 2, 1):
        last = VideoFactory(state="waiting", queued_at=now - timedelta(seconds=seconds))
    assert told(last).reason == "前面还有 2 个视频"
    Video.objects.filter(pk=last.pk).update(priority=50)
    assert told(last).reason == ""


def test_transcripts_wait_in_the_order_in_which_they_were_queued() -> None:
    now = timezone.now()
    late, early = (TranscriptFactory(state="waiting", queued_at=now - timedelta(seconds=seconds)) for seconds in (1, 2))
    assert told(early.video).reason == ""
    assert told(late.video).reason == "前面还有 1 个视频"


def test_a_transcript_that_is_planned_but_not_begun_still_waits() -> None:
    now = timezone.now()
    early, late = (TranscriptFactory(queued_at=now - timedelta(seconds=seconds)) for seconds in (2, 1))
    ChunkFactory(transcript=early, state="running")
    chunk = ChunkFactory(transcript=late)
    status = told(late.video)
    assert (status.kind, status.label, status.percent) == ("waiting", "等待转写", None)
    assert status.reason == "前面还有 1 个视频"
    assert told(early.video).label == "正在转写"
    Chunk.objects.filter(pk=chunk.pk).update(done_until=chunk.start + 50)
    status = told(late.video)
    assert (status.kind, status.label, status.percent) == ("working", "正在转写", 33)


def test_a_video_that_nobody_works_on_says_so() -> None:
    video = VideoFactory(state="waiting", queued_at=timezone.now() - timedelta(minutes=2))
    assert "后台程序似乎没有运行" in told(video).reason
    ChunkFactory(leased_until=timezone.now() + timedelta(minutes=1))
    assert told(video).reason == ""


def test_a_transcript_whose_worker_has_gone_says_so() -> None:
    transcript = TranscriptFactory(queued_at=timezone.now() - timedelta(hours=1))
    ChunkFactory(transcript=transcript, state="running", leased_until=timezone.now() - timedelta(minutes=5))
    assert "后台程序似乎没有运行" in told(transcript.video).reason


def test_a_video_whose_message_the_queue_did_not_take_says_so() -> None:
    assert "还没有送到后台程序" in told(VideoFactory(state="waiting", queued_at=None)).reason


def test_a_rest_says_why_and_until_when() -> None:
    transcript = TranscriptFactory()
    until = timezone.now() + timedelta(minutes=2)
    ChunkFactory(transcript=transcript, attempts=2, error=UNEXPECTED, fault="OSError: x.py:1 f", not_before=until)
    status = told(transcript.video)
    clock = timezone.localtime(until).strftime("%H:%M")
    assert status.reason == f"第 2 次没有成功：处理时出了意外。{clock} 再试。"
    assert status.fault == "OSError: x.py:1 f"
    assert "retry" in status.decisions


def test_work_that_lacks_its_engine_names_the_command() -> None:
    transcript = TranscriptFactory()
    said = "还没有下载语音识别模型。请运行：python manage.py fetch_models"
    ChunkFactory(transcript=transcript, error=said, not_before=timezone.now() + timedelta(minutes=2))
    assert told(transcript.video).reason.startswith(f"{said}。准备好以后会自动继续")


def test_nothing_is_estimated_before_it_was_measured() -> None:
    transcript = TranscriptFactory()
    ChunkFactory(transcript=transcript, start=0, end=600, done_until=0)
    assert told(transcript.video).remaining == ""


def test_the_estimate_counts_what_is_left_and_what_comes_before() -> None:
    measure(speed=4)
    now = timezone.now()
    first, second = (TranscriptFactory(queued_at=now - timedelta(seconds=seconds)) for seconds in (2, 1))
    ChunkFactory(transcript=first, start=0, end=1200, done_until=240, state="running")
    ChunkFactory(transcript=second, start=0, end=480, done_until=0)
    assert told(first.video).remaining == "大约还要 4 分钟"
    assert told(second.video).remaining == "大约还要 6 分钟"
    held = {"lease": uuid4(), "leased_until": now + timedelta(minutes=1)}
    Chunk.objects.filter(state="running").update(**held)
    Rendition.objects.create(video=first.video, kind="360p", state="running", **held)
    assert told(second.video).remaining == "大约还要 3 分钟"


def test_no_end_is_foretold_of_what_rests_or_is_left_alone() -> None:
    measure(speed=4)
    transcript = TranscriptFactory(queued_at=timezone.now())
    chunk = ChunkFactory(transcript=transcript)
    assert told(transcript.video).remaining
    Chunk.objects.filter(pk=chunk.pk).update(not_before=timezone.now() + timedelta(minutes=2))
    assert told(transcript.video).remaining == ""
    Chunk.objects.filter(pk=chunk.pk).update(not_before=None)
    Transcript.objects.filter(pk=transcript.pk).update(queued_at=timezone.now() - timedelta(hours=1))
    assert told(transcript.video).remaining == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (5, "大约还要不到 1 分钟"),
        (61, "大约还要 2 分钟"),
        (22 * 60, "大约还要 25 分钟"),
        (80 * 60, "大约还要 1.5 小时"),
        (110 * 60, "大约还要 2 小时"),
    ],
)
def test_the_longer_it_takes_the_rougher_is_the_estimate(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


@pytest.mark.parametrize(
    ("state", "decisions"),
    [
        ("waiting", {"cancel"}),
        ("running", {"cancel"}),
        ("failed", {"retry", "rerun"}),
        ("cancelled", {"retry", "rerun"}),
        ("done", {"rerun"}),
    ],
)
def test_what_can_be_decided_depends_on_the_state(state: str, decisions: set[str]) -> None:
    transcript = TranscriptFactory(state=state, queued_at=timezone.now())
    assert set(told(transcript.video).decisions) == decisions


def test_only_a_video_behind_another_can_be_put_first() -> None:
    early, late = (TranscriptFactory(queued_at=timezone.now()) for _ in range(2))
    assert "put_first" not in told(early.video).decisions
    assert "put_first" in told(late.video).decisions
    Transcript.objects.filter(pk=late.pk).update(priority=50)
    assert "put_first" not in told(late.video).decisions


def test_a_video_with_captions_is_done_though_some_versions_are_still_made() -> None:
    video = TranscriptFactory(state="done").video
    Rendition.objects.create(video=video, kind="360p")
    status = told(video)
    assert (status.kind, status.reason, status.is_moving) == ("done", "各种清晰度还在制作", True)
    assert "cancel" in status.decisions
