import uuid
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone


class Upload(models.Model):
    """A file on its way, sent in pieces by the tus protocol. It ends as the video of the same uuid, or expires.

    How much has come is the length of the file at `path` and written down nowhere else: a server that is killed
    leaves nothing that disagrees.
    """

    LIFETIME = timedelta(days=7)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(help_text="bytes promised")
    modified = models.BigIntegerField(
        null=True, help_text="the file's own date in ms: with name and size, the same file"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.CheckConstraint(condition=models.Q(size__gt=0), name="upload_promises_something")]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return Path(str(settings.FILE_UPLOAD_TEMP_DIR)) / str(self.uuid)

    @property
    def offset(self) -> int:
        """Bytes that have come."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    @property
    def is_complete(self) -> bool:
        return self.offset == self.size

    @property
    def is_expired(self) -> bool:
        return self.expires_at < timezone.now()

    @property
    def percent(self) -> int:
        return self.offset * 100 // self.size
