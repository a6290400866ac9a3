"""A course as one file that another installation takes in with nothing lost.

`describing` says what a course is made of and `writing` streams it as a ZIP; `packages` opens one that somebody sent,
bounded, `plans` says what of it is here already, and `making` makes drafts of it. A worker does both, on the row of a
`CourseImport`; nothing is made before its sender has seen what it would be.
"""
