"""Files that come within a form. Forms are read ahead of every permission, so what a body may bring is bounded here."""

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import (
    FileUploadHandler,
    SkipFile,
    StopUpload,
    TemporaryFileUploadHandler,
)
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from college.courses.documents import packages
from college.packages import archives
from media.outages import is_full
from media.uploads.actions import free_bytes, too_little_room

SMALL_BYTES = 16 * 1024**2
READ_TO_THE_END_BYTES = 4 * SMALL_BYTES
"""What is too large is read and thrown away up to here: who sent it reads why. Beyond, the line is cut."""
DOCUMENT_READ_TO_THE_END_BYTES = 512 * 1024**2
"""A presentation with its films, from an editor who was not told yet that those go elsewhere."""

PACKAGE_READ_TO_THE_END_BYTES = 2 * 1024**3
PACKAGE_VIEWS = ("courseware:send", "courseware:send-into")


class BoundedUpload(FileUploadHandler):
    """Hangs up on a body that nobody may send, before it fills the disk.

    A video comes whole in a form only from a browser without JavaScript; see `media.uploads`. One that the disk cannot
    hold is read to its end and thrown away: else the browser would not show the sentence that says so.
    """

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        content_length = int(args[2])
        user = getattr(self.request, "user", None)
        large = {reverse("videos:add"): settings.VIDEO_MAX_BYTES, reverse("archives:send"): settings.ARCHIVE_MAX_BYTES}
        limit = large.get(self.request.path) if self.request is not None else None
        is_for_videos = limit is not None
        may_send_videos = is_for_videos and _is_editor(user)
        match = getattr(self.request, "resolver_match", None)
        is_document = match is not None and match.view_name == "documents:send" and _is_editor(user)
        is_package = match is not None and match.view_name in PACKAGE_VIEWS and _is_editor(user)
        # A little more than a video may have, so that who is slightly over reads the form's own sentence.
        most = 0
        if may_send_videos:
            most = limit or 0
        elif is_document or is_package:
            # Slides may come with their PDF.
            most = 2 * packages.MOST_BYTES if is_document else archives.MOST_BYTES
        self.left = SMALL_BYTES + most
        self.refusal = ""
        if (may_send_videos or is_package) and (free := free_bytes()) < content_length < self.left:
            self.refusal = too_little_room(free, content_length)
        elif is_document and self.left < content_length <= DOCUMENT_READ_TO_THE_END_BYTES:
            self.refusal = packages.too_large_together(content_length)
        elif is_package and self.left < content_length <= PACKAGE_READ_TO_THE_END_BYTES:
            self.refusal = archives.too_large(content_length)
        elif not most and SMALL_BYTES < content_length <= READ_TO_THE_END_BYTES:
            words = _("文件太大，不能超过 %(most)s。请换一个小一点的文件。")
            self.refusal = words % {"most": filesizeformat(SMALL_BYTES)}

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.left -= len(raw_data)
        if self.left < 0:
            raise StopUpload(connection_reset=True)
        if self.refusal:
            skip(self.request, self.refusal)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def _is_editor(user: Any) -> bool:
    return user is not None and user.has_perm("wagtailadmin.access_admin")


class FileOnDisk(TemporaryFileUploadHandler):
    """For when the disk fills on the way."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            super().receive_data_chunk(raw_data, start)
            self.file.flush()
        except OSError as error:
            if not is_full(error):
                raise
            with suppress(OSError):  # it tries once more to write
                self.file.close()
            skip(self.request, too_little_room(free_bytes(), self.content_length or 0))


def skip(request: Any, sentence: str) -> None:
    """The form with the file left out and the reason for it at hand; see `media.adding`."""
    request.upload_refusal = sentence
    raise SkipFile
