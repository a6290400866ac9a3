"""The learning record: what a person learned in a period, as a page, an Excel file, and a PDF that anyone can check.

All three are drawn from `sections`. Rooms add theirs by the Wagtail hook `record_sections(user, period)`; what they say
are the titles, hours and rules that were kept on the rows, so that a record outlives every edit.
"""
