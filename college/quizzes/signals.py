"""What this room announces."""

from django.dispatch import Signal

attempt_finished = Signal()  # attempt_id; after commit
attempts_passed = Signal()  # attempt_ids; after commit, of those that passed later because the mark was lowered
pass_mark_set = Signal()  # quiz_id; as it is saved, whether or not the mark is another
