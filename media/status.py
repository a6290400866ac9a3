"""What an editor is told about a video: how far the work on it is, why it waits, why it failed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from media.models import Chunk, Transcript, Video

# A worker looks for work every half second: who waits longer than this with nobody at work waits for a worker.
STARTING_TIME = timedelta(minutes=1)


@dataclass(frozen=True)
class Status:
    """`kind`: waiting, working, done or failed; `percent` only while transcribing."""

    kind: str
    label: str
    reason: str = ""
    percent: int | None = None

    @property
    def is_moving(self) -> bool:
        return self.kind in ("waiting", "working")


def tell(videos: Sequence[Video]) -> None:
    """Sets `status` on each; the number of queries does not grow with the list."""
    prefetch_related_objects(list(videos), Prefetch("transcripts", queryset=Transcript.objects.with_progress()))
    queue = list(Video.objects.unfinished().order_by("created_at", "pk").values_list("pk", flat=True))
    is_stuck = bool(queue) and _nobody_works()
    for video in videos:
        ahead = queue.index(video.pk) if video.pk in queue else 0
        video.status = _status(video, ahead=ahead, is_stuck=is_stuck)


def _status(video: Video, *, ahead: int, is_stuck: bool) -> Status:
    work = video.transcript if video.is_playable else video
    if work is None:
        return Status("done", video.get_state_display())
    label, reason = work.get_state_display(), _(work.error) if work.error else ""
    if work.state == "failed":
        return Status("failed", label, reason)
    if work.state == "waiting":
        return Status("waiting", label, _why_it_waits(video, ahead=ahead, is_stuck=is_stuck) or reason)
    if work.state == "running":
        percent = _percent(work) if isinstance(work, Transcript) else None
        return Status("working", label, percent=percent)
    return Status("done", label)


def _percent(transcript: Transcript) -> int:
    """Never 100 before it is done."""
    planned, heard = getattr(transcript, "planned", None), getattr(transcript, "heard", None)
    return min(99, int(100 * heard / planned)) if planned and heard else 0


def _why_it_waits(video: Video, *, ahead: int, is_stuck: bool) -> str:
    if is_stuck and video.created_at < timezone.now() - STARTING_TIME:
        return _("后台程序似乎没有运行，请管理员启动它：python manage.py worker")
    if ahead:
        return ngettext("前面还有 %(count)s 个视频", "前面还有 %(count)s 个视频", ahead) % {"count": ahead}
    return ""


def _nobody_works() -> bool:
    """No worker has held any row lately (a lease's end outlives the lease)."""
    now = timezone.now()
    return not any(model.objects.filter(leased_until__gt=now).exists() for model in (Video, Transcript, Chunk))
