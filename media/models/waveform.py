from django.db import models

from media.models.video import Video


class Waveform(models.Model):
    """How loud a video is, a byte for each tenth of a second, for the strip below the correction editor."""

    video = models.OneToOneField(Video, on_delete=models.CASCADE, related_name="waveform")
    levels = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.video_id}: {len(self.levels) / 10:.0f} s"
