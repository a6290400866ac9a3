"""What this room announces, after commit."""

from django.dispatch import Signal

attempt_finished = Signal()  # attempt_id
