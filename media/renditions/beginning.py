"""Which renditions a video gets. What is made of it is `media.renditions.making`, which only a worker loads."""

from media.models import Rendition, Video
from media.queue import enqueue

# Pictures with fewer lines than this are not told from 360p: nothing is ever enlarged.
HD_FROM = 500
# After transcription, which people wait for, unless there is nothing to play before.
AFTER_TRANSCRIPTION, BEFORE_TRANSCRIPTION = -10, 10
A_SWEEP = 50


def begin_renditions(video: Video) -> None:
    """Those still missing, queued. Safe to call at any time."""
    kinds = [kind for kind in kinds_for(video) if kind not in {made.kind for made in video.renditions.all()}]
    priority = AFTER_TRANSCRIPTION if video.is_playable_as_it_is else BEFORE_TRANSCRIPTION
    missing = [Rendition(video=video, kind=kind, priority=priority) for kind in kinds]
    Rendition.objects.bulk_create(missing, ignore_conflicts=True)
    waiting = Rendition.objects.filter(video=video, kind__in=kinds, state=Rendition.State.WAITING).order_by("pk")
    enqueue(list(waiting))


def kinds_for(video: Video) -> list[Rendition.Kind]:
    """The most needed first: what plays on any network."""
    lines = min(video.width or 0, video.height or 0)
    kinds = [Rendition.Kind.SD]
    if lines >= HD_FROM:
        kinds.append(Rendition.Kind.HD)
    if video.has_audio:
        kinds.append(Rendition.Kind.AUDIO)
    return [*kinds, Rendition.Kind.STORYBOARD]


def begin_missing_renditions() -> None:
    """For videos from before there were renditions. A sweep takes a few at a time."""
    for video in Video.objects.filter(state=Video.State.READY, renditions=None)[:A_SWEEP]:
        begin_renditions(video)
