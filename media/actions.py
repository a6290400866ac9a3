from collections.abc import Iterable
from functools import partial
from pathlib import PurePath

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Collection

from college.people.models import User
from media.files import discard, store
from media.jobs import call_off, take_up_again
from media.models import Upload, Video
from media.queue import enqueue
from media.signals import language_changed
from media.transcripts import begin_transcript


def add_video(
    *,
    file: File,
    title: str,
    user: User | None,
    language: str = Video.Language.CHINESE,
    collection: Collection | None = None,
    tags: Iterable[str] = (),
    upload: Upload | None = None,
) -> Video:
    """Keeps the file, whatever it is; the probe says what it is good for. Raises StorageUnreachable.

    The `upload` that it came by ends with the video's being there, or goes on.

    The file comes first and outside of any transaction: to be sent to another machine it may need minutes.
    """
    video = Video(
        title=title or PurePath(file.name or "").stem[:200] or _("视频"),
        original_name=PurePath(file.name or "").name[:255],
        size=file.size,
        language=language,
        uploaded_by=user,
    )
    if upload:
        video.uuid = upload.uuid
    if collection:
        video.collection = collection
    store(video.file, file)
    try:
        return _add(video, user, tags, upload)
    except BaseException:
        if not Video.objects.filter(uuid=video.uuid).exists():
            discard(video.file.storage, str(video.file.name))
        raise


@transaction.atomic
def _add(video: Video, user: User | None, tags: Iterable[str], upload: Upload | None) -> Video:
    video.save()
    if upload:
        Upload.objects.filter(pk=upload.pk).delete()
    video.tags.set(tags)
    log(video, "wagtail.create", user=user)
    enqueue([video])
    return video


@transaction.atomic
def change_language(*, video: Video, language: str) -> Video:
    """What was written down in the other language is kept, but no longer shown, found or gone on with."""
    video = Video.objects.select_for_update().get(pk=video.pk)
    Video.objects.filter(pk=video.pk).update(language=language)
    video.language = language
    call_off(video.transcripts.exclude(language=language))
    if video.is_playable:
        begin_transcript(video)
        take_up_again(video)
    transaction.on_commit(partial(language_changed.send, Video, video_id=video.pk))
    return video
