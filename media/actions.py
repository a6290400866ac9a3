from collections.abc import Iterable
from functools import partial
from pathlib import PurePath

from django.core.files import File
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Collection

from college.people.models import User
from media.attempts import INTERRUPTED
from media.models import MAX_ATTEMPTS, Chunk, Transcript, Video
from media.queue import enqueue
from media.signals import language_changed
from media.transcripts import begin_transcript, settle


@transaction.atomic
def add_video(
    *,
    file: File,
    title: str,
    user: User | None,
    language: str = Video.Language.CHINESE,
    collection: Collection | None = None,
    tags: Iterable[str] = (),
) -> Video:
    """Keeps the file, whatever it is; the probe says what it is good for."""
    video = Video(
        title=title,
        file=file,
        original_name=PurePath(file.name or "").name[:255],
        size=file.size,
        language=language,
        uploaded_by=user,
    )
    if collection:
        video.collection = collection
    video.save()
    video.tags.set(tags)
    log(video, "wagtail.create", user=user)
    enqueue([video])
    return video


@transaction.atomic
def change_language(*, video: Video, language: str) -> Video:
    """What was written down in the other language is kept, but no longer shown or found."""
    Video.objects.filter(pk=video.pk).update(language=language)
    video.language = language
    video.__dict__.pop("transcript", None)
    if video.is_playable:
        begin_transcript(video)
    transaction.on_commit(partial(language_changed.send, Video, video_id=video.pk))
    return video


@transaction.atomic
def retry(*, video: Video) -> Video:
    """Queues again what has failed, with all attempts before it; what is done stays done."""
    fresh = {"state": "waiting", "attempts": 0, "error": ""}
    if Video.objects.filter(pk=video.pk, state=Video.State.FAILED).update(**fresh):
        enqueue([video])
    for transcript in video.transcripts.filter(state=Transcript.State.FAILED):
        failed = list(transcript.chunks.filter(state=Chunk.State.FAILED))
        state = Transcript.State.RUNNING if failed else Transcript.State.WAITING
        Transcript.objects.filter(pk=transcript.pk).update(**{**fresh, "state": state})
        Chunk.objects.filter(pk__in=[chunk.pk for chunk in failed]).update(**fresh)
        enqueue(failed or [transcript])
    return video


def resume_abandoned_work() -> None:
    """Takes up again what a killed worker or a lost message left undone. Safe to run at any time, anywhere."""
    for model in (Video, Transcript, Chunk):
        abandoned = model.objects.abandoned()
        abandoned.filter(attempts__gte=MAX_ATTEMPTS).update(state="failed", lease=None, error=INTERRUPTED)
        abandoned.update(state="waiting", lease=None, queued_at=None)
        enqueue(list(model.objects.forgotten()))
    settle(Chunk.objects.all())
