"""Award rules, issuing, the PDF, verifying, revoking. Listens to `college.progress.signals.course_completed`.

`actions` issues, `succession` corrects, renews and revokes, `drawing` makes the PDF, `serials` knows how a number is
written, `verifying` is where anyone checks one, `wallet` where its holder keeps it. The highest room: no other may
import it; it reaches course and lesson pages by `panels`, the learning record by `record`, and a learner's first page
by `reminders`.
"""
