"""What this room announces, after commit."""

from django.dispatch import Signal

lesson_completed = Signal()  # lesson_progress_id
course_completed = Signal()  # enrolment_id
