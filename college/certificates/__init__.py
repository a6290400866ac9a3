"""Award rules, issuing, the PDF, verifying, revoking. Listens to `college.progress.signals.course_completed`.

`actions` changes things (issue, revoke), `drawing` makes the PDF, `serials` and `names` know how a number is written
and how a name is hidden. The highest room: no other may import it; it reaches course and lesson pages by `panels`.
"""
