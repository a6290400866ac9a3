"""What this room announces, after commit. Each is sent with `video_id`."""

from django.dispatch import Signal

video_ready = Signal()
transcript_finished = Signal()
transcript_corrected = Signal()
language_changed = Signal()
