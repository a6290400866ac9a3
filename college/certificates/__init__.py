"""Award rules, issuing, the PDF, verifying, revoking. Listens to `college.progress.signals.course_completed`."""
