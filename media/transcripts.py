"""How a transcript begins and ends; what lies between is `media.transcribing`, which only a worker loads."""

from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from media.models import Chunk, Transcript, Video
from media.queue import enqueue
from media.signals import transcript_finished


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
    """Ends the transcripts of these chunks whose every chunk is over; each is announced once, whoever comes last."""
    transcripts = Transcript.objects.filter(chunks__in=chunks, state=Transcript.State.RUNNING, lease=None)
    open_states = [Chunk.State.WAITING, Chunk.State.RUNNING]
    for transcript in transcripts.exclude(chunks__state__in=open_states).distinct():
        _end(transcript)


def _end(transcript: Transcript) -> None:
    failed = transcript.chunks.filter(state=Chunk.State.FAILED).first()
    spoken = Transcript.State.DONE if transcript.cues.exists() else Transcript.State.SILENT
    with transaction.atomic():
        ended = Transcript.objects.filter(pk=transcript.pk, state=Transcript.State.RUNNING).update(
            state=Transcript.State.FAILED if failed else spoken,
            error=failed.error if failed else "",
            **({} if failed else {"finished_at": timezone.now()}),
        )
        if ended and not failed:
            announce = partial(transcript_finished.send, Transcript, video_id=transcript.video_id)
            transaction.on_commit(announce)
