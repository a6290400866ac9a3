"""What an editor decides about the work on a video, and what keeps that work going.

Each of these may be asked for twice, or by two people at once: the second finds nothing left to change.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log

from college.people.models import User
from media.attempts import INTERRUPTED
from media.models import MAX_ATTEMPTS, Chunk, Rendition, Transcript, Video
from media.models.work import AFRESH, FIRST, IMPATIENCE, PATIENCE, WorkQuerySet
from media.queue import TASKS, enqueue
from media.transcripts import announce_finished, settle


@transaction.atomic
def retry(*, video: Video, user: User | None = None) -> Video:
    """Queues again what has failed, was cancelled or rests, with all attempts before it; what is done stays done."""
    again = Video.objects.filter(pk=video.pk).stuck()
    renditions = Rendition.objects.filter(video=video).stuck()
    count = _queue_again(again) + take_up_again(video) + _queue_again(renditions, percent=0)
    if count:
        log(video, "media.retry", user=user)
    return video


@transaction.atomic
def rerun(*, video: Video, user: User | None = None) -> Video:
    """Transcribes all of it again. Cues stay until those that replace them are there; corrected ones for good."""
    over = [Transcript.State.DONE, Transcript.State.SILENT, Transcript.State.FAILED, Transcript.State.CANCELLED]
    for transcript in video.transcripts.filter(language=video.language):
        chunks = Chunk.objects.filter(transcript=transcript)
        state = Transcript.State.RUNNING if chunks.exists() else Transcript.State.WAITING
        afresh = {**AFRESH, "state": state, "priority": 0, "queued_at": timezone.now()}
        if not Transcript.objects.filter(pk=transcript.pk, state__in=over).update(**afresh):
            continue
        chunks.put_back(done_until=F("start"), took=None, priority=0)
        enqueue(list(chunks) or [transcript])
        log(video, "media.rerun", user=user)
    return video


@transaction.atomic
def cancel(*, video: Video, user: User | None = None) -> Video:
    """Stops the work on it, but for the check of the file. A worker notices at its next sign of life."""
    if call_off(video.transcripts.all()) + Rendition.objects.filter(video=video).call_off():
        log(video, "media.cancel", user=user)
    return video


@transaction.atomic
def put_first(*, video: Video, user: User | None = None) -> Video:
    """Lifts what is left to do before what others wait for. Messages sent before will come too late: no harm."""
    count = 0
    for rows in _work_on(video):
        low = rows.unfinished_work().filter(priority__lt=FIRST // 2)
        lifted = list(low.values_list("pk", flat=True))
        count += rows.filter(pk__in=lifted).update(priority=F("priority") + FIRST)
        enqueue(list(rows.due().filter(pk__in=lifted, state="waiting")))
    if count:
        log(video, "media.put_first", user=user)
    return video


def resume_abandoned_work() -> None:
    """Takes up again what a killed worker or a lost message left undone. Safe to run at any time, anywhere."""
    patience = PATIENCE if any(WorkQuerySet(model).held().exists() for model in TASKS) else IMPATIENCE
    for model in TASKS:
        abandoned: WorkQuerySet[Any] = WorkQuerySet(model).abandoned()
        abandoned.filter(attempts__gte=MAX_ATTEMPTS).update(state="failed", lease=None, error=INTERRUPTED)
        abandoned.update(state="waiting", lease=None, queued_at=None)
        enqueue(list(WorkQuerySet(model).forgotten(patience)))
    settle(Chunk.objects.all())
    announce_finished()


def _work_on(video: Video) -> Iterator[WorkQuerySet]:
    yield Video.objects.filter(pk=video.pk)
    yield Transcript.objects.filter(video=video)
    yield Chunk.objects.filter(transcript__video=video)
    yield Rendition.objects.filter(video=video)


def call_off(transcripts: WorkQuerySet[Transcript]) -> int:
    called_off = transcripts.call_off()
    Chunk.objects.filter(transcript__in=transcripts.filter(state=Transcript.State.CANCELLED)).call_off()
    return called_off


def take_up_again(video: Video) -> int:
    """The transcript in the video's language, where it stopped."""
    count = 0
    for transcript in video.transcripts.filter(language=video.language):
        chunks = Chunk.objects.filter(transcript=transcript)
        state = Transcript.State.RUNNING if chunks.exists() else Transcript.State.WAITING
        taken_up = Transcript.objects.filter(pk=transcript.pk).stuck().put_back(state=state, queued_at=timezone.now())
        again = _queue_again(chunks.stuck())
        if taken_up and state == Transcript.State.WAITING:
            enqueue([transcript])
        settle(chunks)
        count += taken_up + again
    return count


def _queue_again(rows: WorkQuerySet, **values: object) -> int:
    stuck = [row.pk for row in rows]
    count = rows.model.objects.filter(pk__in=stuck).stuck().put_back(**values)
    enqueue(list(rows.model.objects.filter(pk__in=stuck, state="waiting")))
    return count
