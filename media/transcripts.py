"""How a transcript begins and ends; what lies between is `media.transcribing`, which only a worker loads."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from media.captions.actions import take_revision
from media.models import Chunk, Transcript, Video
from media.queue import enqueue
from media.signals import transcript_finished

OPEN = [Chunk.State.WAITING, Chunk.State.RUNNING]
# Whoever ends a transcript announces it at once; a sweep does it for one who was killed in between.
GRACE = timedelta(seconds=20)


def begin_transcript(video: Video) -> Transcript:
    """The transcript in the video's language, queued unless it is under way or over; silent if there is no sound."""
    state = Transcript.State.WAITING if video.has_audio else Transcript.State.SILENT
    transcript, _ = Transcript.objects.get_or_create(
        video=video, language=video.language, defaults={"state": state, "priority": video.priority}
    )
    if transcript.state == Transcript.State.WAITING:
        enqueue([transcript])
    return transcript


def settle(chunks: QuerySet[Chunk]) -> None:
    """Ends the transcripts of these chunks whose every chunk is over."""
    transcripts = Transcript.objects.filter(chunks__in=chunks, state=Transcript.State.RUNNING, lease=None)
    for transcript in transcripts.exclude(chunks__state__in=OPEN).distinct():
        end(transcript)


@transaction.atomic
def end(transcript: Transcript) -> None:
    """Nothing happens if it has ended, or if somebody has put a chunk back meanwhile."""
    running = Transcript.objects.filter(pk=transcript.pk, state=Transcript.State.RUNNING, lease=None)
    if not running.select_for_update().first():
        return
    ended = Transcript.objects.filter(pk__in=running.exclude(chunks__state__in=OPEN).values("pk"))
    failed = transcript.chunks.filter(state=Chunk.State.FAILED).first()
    if failed:
        ended.update(state=Transcript.State.FAILED, error=failed.error, fault=failed.fault)
        return
    spoken = Transcript.State.DONE if transcript.cues.exists() else Transcript.State.SILENT
    if ended.update(state=spoken, error="", fault="", finished_at=timezone.now()):
        revision = take_revision(transcript)
        transaction.on_commit(partial(announce, transcript, revision), robust=True)


def announce(transcript: Transcript, revision: int) -> None:
    """The end counts as a revision, known above only when all who listen have done what they do upon it."""
    answers = transcript_finished.send_robust(Transcript, video_id=transcript.video_id)
    if not any(isinstance(answer, Exception) for _receiver, answer in answers):
        known = Transcript.objects.filter(pk=transcript.pk, announced_revision__lt=revision)
        known.update(announced_revision=revision)


def announce_finished() -> None:
    """Those that ended, but not all who listen know of it. A sweep: safe at any time, anywhere."""
    corrected = Count("corrections", filter=Q(corrections__revision__gt=F("announced_revision")))
    over = [Transcript.State.DONE, Transcript.State.SILENT]
    ended = Transcript.objects.filter(state__in=over, finished_at__lt=timezone.now() - GRACE)
    news = ended.filter(revision__gt=F("announced_revision")).alias(corrected=corrected)
    for transcript in news.filter(revision__gt=F("announced_revision") + F("corrected")):
        announce(transcript, transcript.revision)
