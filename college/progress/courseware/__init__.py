"""Course packages in a learner's record: what a package reports, how much of it counts, and what it goes on with.

`messages` reads what the page around a package sends; `reporting` writes; `standing` says where a learner is.
"""
