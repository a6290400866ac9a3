"""Continuing-education hours (学时): crediting what was learned, the ledger, targets and totals.

Nothing counts unless a course names a policy. Other rooms call what is named here; only `ledger`, `correcting` and
`crediting` write entries, always under the learner's lock. Rules themselves are rows of `college.courses`.
"""

from college.progress.hours.crediting import credit_course, credit_lesson
from college.progress.hours.summing import context, totals
from college.progress.hours.sweeping import credit_minutes

__all__ = ["context", "credit_course", "credit_lesson", "credit_minutes", "totals"]
