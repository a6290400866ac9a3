"""What an editor is told about a video: how far the work on it is, why it waits, why it failed, what can be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from media.backlog import Backlog
from media.models import Chunk, Rendition, Transcript, Video, Work
from media.models.work import FIRST

OPEN, STUCK = ("waiting", "running"), ("failed", "cancelled")
KINDS = {"waiting": "waiting", "running": "working", "failed": "failed", "cancelled": "cancelled"}


@dataclass(frozen=True)
class Status:
    """`kind`: waiting, working, done, failed or cancelled; `percent` only while transcribing.

    `decisions` are names of addresses (`media.decisions`) that make sense now; `fault` is for whoever repairs.
    """

    kind: str
    label: str
    reason: str = ""
    percent: int | None = None
    remaining: str = ""
    fault: str = ""
    decisions: tuple[str, ...] = ()
    is_moving: bool = False


def tell(videos: Sequence[Video]) -> None:
    """Sets `status` on each; the number of queries does not grow with the list."""
    resting = Chunk.objects.filter(state="waiting", not_before__gt=timezone.now()).order_by("not_before")
    transcripts = Transcript.objects.with_progress().prefetch_related(Prefetch("chunks", resting, to_attr="resting"))
    prefetch_related_objects(list(videos), Prefetch("transcripts", transcripts), "renditions")
    backlog = Backlog()
    for video in videos:
        video.status = status_of(video, backlog)


def status_of(video: Video, backlog: Backlog) -> Status:
    work = work_on(video)
    kind = "waiting" if is_waiting(work) else KINDS.get(work.state, "done")
    seconds = backlog.seconds_until_done(video) if is_going_on(work, backlog) else None
    return Status(
        kind=kind,
        label=str(work.State(kind if kind == "waiting" else work.state).label),
        reason=reason_of(video, work, backlog),
        percent=percent_of(work) if kind == "working" and isinstance(work, Transcript) else None,
        remaining=in_words(seconds) if seconds else "",
        fault=work.fault or next((chunk.fault for chunk in resting_of(work)), ""),
        decisions=tuple(decisions_on(video, work, backlog)),
        is_moving=any(row.state in OPEN for row in (work, *video.renditions.all())),
    )


def work_on(video: Video) -> Video | Transcript:
    """The row whose state is the video's, for an editor."""
    return (video.transcript if video.is_playable else video) or video


def is_waiting(work: Video | Transcript) -> bool:
    """A transcript that was planned, but of which nobody has heard anything, waits as before."""
    if work.state != "running" or not getattr(work, "planned", None):
        return work.state == "waiting"
    return not (getattr(work, "heard", 0) or getattr(work, "at_work", 0))


def is_going_on(work: Video | Transcript, backlog: Backlog) -> bool:
    """Else nobody can say how long it will take."""
    return work.state in OPEN and not resting(work) and not backlog.is_left_alone(work.queued_at)


def percent_of(transcript: Transcript) -> int:
    """Never 100 before it is done."""
    planned, heard = getattr(transcript, "planned", None), getattr(transcript, "heard", None)
    return min(99, int(100 * heard / planned)) if planned and heard else 0


def resting_of(work: Work) -> list[Chunk]:
    return getattr(work, "resting", [])


def resting(work: Work) -> Work | None:
    """What rests after an accident, if anything of it does."""
    rows = [row for row in (work, *resting_of(work)) if row.not_before and row.not_before > timezone.now()]
    return rows[0] if rows else None


def reason_of(video: Video, work: Video | Transcript, backlog: Backlog) -> str:
    if work.state in STUCK:
        return _(work.error) if work.error else ""
    if work.state not in OPEN:
        is_making = any(rendition.state in OPEN for rendition in video.renditions.all())
        return _("各种清晰度还在制作") if is_making else ""
    row = resting(work)
    if row and row.not_before:
        return why_it_rests(row, row.not_before)
    return why_it_waits(video, work, backlog)


def why_it_rests(row: Work, until: datetime) -> str:
    clock = time_format(timezone.localtime(until), "H:i")
    said = {"reason": _(row.error).rstrip(_("。")), "count": row.attempts, "time": clock}
    if row.attempts:
        return _("第 %(count)s 次没有成功：%(reason)s。%(time)s 再试。") % said
    return _("%(reason)s。准备好以后会自动继续，%(time)s 再看一次。") % said


def why_it_waits(video: Video, work: Video | Transcript, backlog: Backlog) -> str:
    if work.state == "waiting" and work.queued_at is None:
        return _("还没有送到后台程序，会自动再送；不用重新上传。")
    if backlog.is_left_alone(work.queued_at):
        return _("后台程序似乎没有运行，请管理员启动它：python manage.py worker")
    ahead = backlog.ahead_of(video) if is_waiting(work) else 0
    if ahead:
        return ngettext("前面还有 %(count)s 个视频", "前面还有 %(count)s 个视频", ahead) % {"count": ahead}
    return ""


def decisions_on(video: Video, work: Video | Transcript, backlog: Backlog) -> Iterator[str]:
    rows: list[Video | Transcript | Rendition] = [work, *video.renditions.all()]
    if work.state in OPEN and work.priority < FIRST // 2 and backlog.ahead_of(video):
        yield "put_first"
    if any(row.state in STUCK or (row.state in OPEN and row.not_before) for row in rows) or resting_of(work):
        yield "retry"
    if any(row.state in OPEN for row in rows if row is not video):
        yield "cancel"
    if isinstance(work, Transcript) and work.state not in OPEN and video.has_audio:
        yield "rerun"


def in_words(seconds: float) -> str:
    """Rounded up, and the rougher the longer it takes."""
    minutes = ceil(seconds / 60)
    if seconds < 60:
        return _("大约还要不到 1 分钟")
    if minutes < 60:
        minutes = minutes if minutes <= 20 else ceil(minutes / 5) * 5
        return ngettext("大约还要 %(count)s 分钟", "大约还要 %(count)s 分钟", minutes) % {"count": minutes}
    hours = ceil(minutes / 30) / 2
    return ngettext("大约还要 %(count)s 小时", "大约还要 %(count)s 小时", ceil(hours)) % {"count": f"{hours:g}"}
