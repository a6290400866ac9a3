"""Award rules, issuing, the PDF, verifying, revoking. Listens to `college.progress.signals.course_completed`.

`actions` changes things (issue, revoke), `drawing` makes the PDF, `serials` knows how a number is written. The highest
room: no other may import it; it reaches course and lesson pages by `panels`, and the learning record by `record`.
"""
