"""What this room announces."""

from django.dispatch import Signal

attempt_finished = Signal()  # attempt_id; after commit
pass_mark_set = Signal()  # quiz_id; as it is saved, whether or not the mark is another
