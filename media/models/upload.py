import uuid

from django.conf import settings
from django.db import models


class Upload(models.Model):
    """A file on its way, sent in pieces by the tus protocol. It ends as a video, or expires."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(help_text="bytes promised")
    offset = models.PositiveBigIntegerField(default=0, help_text="bytes kept")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["expires_at"], name="upload_expiry")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(offset__lte=models.F("size")), name="upload_no_more_than_promised"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_complete(self) -> bool:
        return self.offset == self.size
