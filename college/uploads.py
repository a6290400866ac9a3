from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.urls import reverse

SMALL_BYTES = 16 * 1024**2


class BoundedUpload(FileUploadHandler):
    """Hangs up on a body that nobody may send, before it fills the disk: forms are read ahead of every permission.

    A video comes whole in a form only from a browser without JavaScript; see `media.uploads`.
    """

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        user = getattr(self.request, "user", None)
        is_for_videos = self.request is not None and self.request.path == reverse("videos:add")
        may_send_videos = is_for_videos and user is not None and user.has_perm("wagtailadmin.access_admin")
        # A little more than a video may have, so that who is slightly over reads the form's own sentence.
        self.left = SMALL_BYTES + (settings.VIDEO_MAX_BYTES if may_send_videos else 0)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.left -= len(raw_data)
        if self.left < 0:
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
