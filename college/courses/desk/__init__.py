"""What of videos, captions and courses waits on the desk of the admin's first page (see `cms.desk`)."""
