from collections.abc import Iterable
from functools import partial
from pathlib import PurePath
from uuid import UUID, uuid4

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
    """
    uuid = upload.uuid if upload else uuid4()
    video = stored_video(file=file, title=title, user=user, language=language, collection=collection, uuid=uuid)
    try:
        return enter_video(video=video, user=user, tags=tags, upload=upload)
    except BaseException:
        if not Video.objects.filter(uuid=video.uuid).exists():
            discard(video.file.storage, str(video.file.name))
        raise


def stored_video(
    *,
    file: File,
    title: str,
    user: User | None,
    language: str = Video.Language.CHINESE,
    collection: Collection | None = None,
    uuid: UUID | None = None,
) -> Video:
    """A video whose file is kept and whose row is not there yet. Raises StorageUnreachable.

    The file comes first and outside of any transaction: to be sent to another machine it may need minutes.
    """
    video = Video(
        uuid=uuid or uuid4(),
        title=title or PurePath(file.name or "").stem[:200] or _("视频"),
        original_name=PurePath(file.name or "").name[:255],
        size=file.size,
        language=language,
        uploaded_by=user,
    )
    if collection:
        video.collection = collection
    store(video.file, file)
    return video


@transaction.atomic
def enter_video(*, video: Video, user: User | None, tags: Iterable[str] = (), upload: Upload | None = None) -> Video:
    """The row of a video whose file is kept; workers look at it then."""
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
