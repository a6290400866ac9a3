import time
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from media.captions.actions import take_revision
from media.captions.keeping import keep_corrected
from media.files import at_hand
from media.glossaries.repairing import repaired
from media.models import Chunk, Cue, Lease, Transcript, Video, Waveform
from media.queue import enqueue
from media.speech.audio import Samples, Span, levels, loudness, quietest_cuts
from media.speech.engines import load_engine
from media.speech.errors import UnusableMedia
from media.speech.pipeline import SpokenCue, transcribe_span
from media.transcripts import end


def plan(transcript: Transcript, lease: Lease) -> None:
    """Cuts the video at silences into chunks and queues them. Raises UnusableMedia.

    A file of full size may end in zeros, which only decoding shows: then the video fails too.
    """
    try:
        loud = loudness_of(transcript)
    except UnusableMedia as refusal:
        if refusal.code == "truncated":
            ready = Video.objects.filter(pk=transcript.video_id, state=Video.State.READY)
            ready.update(state=Video.State.FAILED, error=str(refusal.message))
        raise
    spans = [] if loud is None else quietest_cuts(loud)
    with transaction.atomic():
        if loud is not None:
            Waveform.objects.update_or_create(video=transcript.video, defaults={"levels": levels(loud)})
        lease.finish(Transcript.State.RUNNING)
        transcript.refresh_from_db(fields=["priority"])
        enqueue(Chunk.objects.bulk_create(chunk_of(transcript, span) for span in spans))
        if not spans:
            end(transcript)


def chunk_of(transcript: Transcript, span: Span) -> Chunk:
    return Chunk(
        transcript=transcript, start=span.start, end=span.end, done_until=span.start, priority=transcript.priority
    )


def loudness_of(transcript: Transcript) -> Samples | None:
    """None if there is a sound track without any sound."""
    try:
        with at_hand(transcript.video.file) as path:
            return loudness(path)
    except UnusableMedia as refusal:
        if refusal.code == "no-sound":
            return None
        raise


def transcribe(chunk: Chunk, lease: Lease) -> None:
    """Cues appear with the chunk's being done, or not at all. Raises UnusableMedia, EngineMissing."""
    engine = load_engine()
    began = time.monotonic()
    transcript = chunk.transcript
    spoken = []
    with at_hand(transcript.video.file) as path:
        span = Span(chunk.start, chunk.end)
        for cue in transcribe_span(path, span, language=transcript.language, engine=engine):
            spoken.append(cue)
            lease.renew(done_until=min(max(cue.end, chunk.start), chunk.end))
    spoken = repaired(spoken, transcript.video)
    keep(chunk, lease, spoken, engine=engine.name[:40], took=time.monotonic() - began)


@transaction.atomic
def keep(chunk: Chunk, lease: Lease, spoken: Iterable[SpokenCue], *, engine: str, took: float) -> None:
    """The transcript's row is locked before the chunk's, as by everybody: else two could wait for each other."""
    Transcript.objects.filter(pk=chunk.transcript_id).update(engine=engine)
    lease.finish(Chunk.State.DONE, done_until=chunk.end, took=took)
    replace_cues(chunk, spoken)


def replace_cues(chunk: Chunk, spoken: Iterable[SpokenCue]) -> None:
    """Those of the chunk's time, whichever run wrote them; what people corrected or deleted stays as they left it."""
    transcript = chunk.transcript
    revision = take_revision(transcript)
    earlier = Q(chunk=chunk) | Q(start_ms__gte=round(chunk.start * 1000), start_ms__lt=round(chunk.end * 1000))
    transcript.cues.filter(earlier, is_corrected=False).delete()
    Cue.objects.bulk_create(
        Cue(
            transcript_id=chunk.transcript_id,
            chunk=chunk,
            start_ms=round(cue.start * 1000),
            end_ms=max(round(cue.end * 1000), round(cue.start * 1000) + 1),
            text=cue.text[:500],
            repairs=list(cue.repairs),
            sureness=list(cue.sureness),
            confidence=cue.confidence,
            revision=revision,
        )
        for cue in keep_corrected(transcript, spoken)
    )
