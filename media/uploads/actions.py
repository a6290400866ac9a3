"""From the first byte to the video."""

import os
import shutil
import time
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from college.people.models import User
from media.actions import add_video
from media.models import Upload, Video
from media.uploads import incoming
from media.uploads.refusals import Expired, UploadRefused

OPEN_UPLOADS = 20  # of one person


def begin_upload(
    *, user: User, name: str, size: int, modified: int | None = None, most_bytes: int | None = None
) -> Upload:
    """The same upload for the same file again. Raises UploadRefused: bad-request, too-big, too-many, full.

    `most_bytes`: of something else than a video.
    """
    remove_expired_uploads()
    if most_bytes and size > most_bytes:
        words = _("这个文件有 %(size)s，超过了 %(limit)s 的上限。")
        said = {"size": filesizeformat(size), "limit": filesizeformat(most_bytes)}
        raise UploadRefused("too-big", words % said)
    if not most_bytes and size > settings.VIDEO_MAX_BYTES:
        raise UploadRefused("too-big", too_big(filesizeformat(size)))
    if not size:
        raise UploadRefused("bad-request", _("这个文件是空的，请换一个文件。"))
    upload = Upload(user=user, name=plain(name), size=size, modified=modified)
    upload = begun_before(upload) or upload
    if not upload.pk and Upload.objects.filter(user=user).count() >= OPEN_UPLOADS:
        sentence = _("您有 %(count)s 个文件还没有传完。请先传完，或取消其中几个。")
        raise UploadRefused("too-many", sentence % {"count": OPEN_UPLOADS})
    if (free := free_bytes(besides=upload)) < size - upload.offset:
        raise UploadRefused("full", too_little_room(free, size))
    upload.expires_at = timezone.now() + Upload.LIFETIME
    with incoming.room():
        upload.path.touch()
    upload.save()
    return upload


def plain(name: str) -> str:
    """The last part of what may be a path of any system, without what nobody can read."""
    readable = "".join(letter for letter in name.replace("\\", "/") if unicodedata.category(letter) != "Cc")
    return PurePath(readable).name.strip()[:255] or _("视频")


def begun_before(upload: Upload) -> Upload | None:
    """By name, size and date it is the same file."""
    same = Upload.objects.filter(user=upload.user, name=upload.name, size=upload.size, modified=upload.modified)
    return same.first() if upload.modified is not None else None


def free_bytes(*, besides: Upload | None = None) -> int:
    """What nobody else has been promised, and no more than leaves the machine some air."""
    folder = Path(str(settings.FILE_UPLOAD_TEMP_DIR))
    folder.mkdir(parents=True, exist_ok=True)
    others = Upload.objects.exclude(uuid=besides.uuid) if besides else Upload.objects.all()
    promised = sum(upload.size - upload.offset for upload in others)
    return max(0, shutil.disk_usage(folder).free - settings.DISK_RESERVE_BYTES - promised)


def too_little_room(free: int, size: int) -> str:
    sentence = _("服务器的磁盘只剩 %(free)s，放不下这个 %(size)s 的文件。请联系管理员。")
    return sentence % {"free": filesizeformat(free), "size": filesizeformat(size)}


def receive(*, upload: Upload, offset: int, blocks: Iterable[bytes], checksum: tuple[str, bytes] | None = None) -> None:
    """Keeps what comes, as it comes. Raises UploadRefused: offset, checksum, full; what has come stays."""
    if offset != upload.offset:
        raise UploadRefused("offset", _("服务器上已有 %(count)s 字节，请从那里接着传。") % {"count": upload.offset})
    put_off_expiry(upload)
    if checksum:
        algorithm, digest = checksum
        incoming.append_checked(upload.path, offset, blocks, algorithm=algorithm, digest=digest)
    else:
        incoming.append(upload.path, offset, blocks)


def put_off_expiry(upload: Upload) -> None:
    """Once a day is enough, and spares a row that cannot be written when the disk is full."""
    expires_at = timezone.now() + Upload.LIFETIME
    if expires_at - upload.expires_at > Upload.LIFETIME / 7:
        Upload.objects.filter(pk=upload.pk).update(expires_at=expires_at)
        upload.expires_at = expires_at


def terminate(upload: Upload) -> None:
    Upload.objects.filter(pk=upload.pk).delete()
    upload.path.unlink(missing_ok=True)


def turn_into_video(*, uuid: UUID, user: User, **said: Any) -> Video:
    """The video of the upload; the same one if it is asked twice. Whatever fails, the upload is still there.

    Raises UploadRefused: expired, busy, offset (if not all has come); StorageUnreachable.
    """
    try:
        upload = Upload.objects.get(uuid=uuid, user=user)
        with incoming.held(upload.path):
            video = _made_before(uuid, user) or _make(upload, user, said)
            terminate(upload)
            return video
    except (Upload.DoesNotExist, Expired) as gone:
        if made := _made_before(uuid, user):
            return made
        raise Expired from gone


def _make(upload: Upload, user: User, said: dict[str, Any]) -> Video:
    if not upload.is_complete:
        raise UploadRefused("offset", _("这个文件还没有传完。"))
    with ArrivedFile(upload) as file:
        return add_video(file=file, user=user, upload=upload, **said)


def _made_before(uuid: UUID, user: User) -> Video | None:
    """Asked again by who did not hear the answer."""
    return Video.objects.filter(uuid=uuid, uploaded_by=user).first()


class ArrivedFile(File):
    """A complete upload as a storage takes it: on the same disk it is renamed, elsewhere it is read in blocks."""

    def __init__(self, upload: Upload) -> None:
        super().__init__(upload.path.open("rb"), upload.name)
        self.path = upload.path

    def temporary_file_path(self) -> str:
        """A second name for the same bytes, to be taken away: the upload keeps its own until the video is safe."""
        second = self.path.with_suffix(".arrived")
        second.unlink(missing_ok=True)
        try:
            os.link(self.path, second)
        except OSError:  # a file system that gives a file one name only
            shutil.copyfile(self.path, second)
        return str(second)


def remove_expired_uploads() -> None:
    """Also what no row speaks of any more: what a form left whose sender vanished, what another machine had."""
    for upload in Upload.objects.filter(expires_at__lt=timezone.now()):
        terminate(upload)
    too_old = time.time() - 2 * Upload.LIFETIME.total_seconds()
    for path in Path(str(settings.FILE_UPLOAD_TEMP_DIR)).glob("*"):
        with suppress(FileNotFoundError):  # another worker was quicker
            if path.is_file() and path.stat().st_mtime < too_old:
                path.unlink()


def too_big(size: str) -> str:
    limit = filesizeformat(settings.VIDEO_MAX_BYTES)
    return _("这个文件有 %(size)s，超过了 %(limit)s 的上限。请压缩或剪短后再上传。") % {"size": size, "limit": limit}
