from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction

from media.files import at_hand, discard
from media.models import Lease, LeaseLost, Video
from media.outages import reachable
from media.renditions import begin_renditions
from media.signals import video_ready
from media.speech.probe import Probe, draw_poster, probe
from media.transcripts import begin_transcript

POSTER_AT = 0.1  # of the length: past a fade-in, before the first slide has changed


def examine(video: Video, lease: Lease) -> None:
    """Reads what the file is, draws its poster, and lets transcript and renditions begin. Raises UnusableMedia."""
    with at_hand(video.file) as path:
        found = probe(path)
        lease.renew()
        poster = keep_poster(video, draw_poster(path, at=found.duration * POSTER_AT))
    try:
        _finish(video, lease, found, poster)
    except LeaseLost:
        if not Video.objects.filter(pk=video.pk).exists():
            discard(video.poster.storage, poster)
        raise


def _finish(video: Video, lease: Lease, found: Probe, poster: str) -> None:
    with transaction.atomic():
        lease.finish(
            Video.State.READY,
            duration=found.duration,
            width=found.width,
            height=found.height,
            has_audio=found.has_audio,
            container=found.container,
            video_codec=found.video_codec,
            audio_codec=found.audio_codec,
            poster=poster,
        )
        video.refresh_from_db()
        begin_transcript(video)
        begin_renditions(video)
        transaction.on_commit(partial(video_ready.send, Video, video_id=video.pk))


def keep_poster(video: Video, jpeg: bytes) -> str:
    with reachable(video.poster.storage):
        video.poster.storage.delete(video.poster.field.generate_filename(video, "poster.jpg"))
        video.poster.save("poster.jpg", ContentFile(jpeg), save=False)
    return str(video.poster.name)
