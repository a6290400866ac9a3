"""The classroom: one screen that plays a lesson for the whole roll and marks who is there.

`roll` says who stands on it, `views` is the screen, `adding` whom a teacher adds to it, `days` who came when. What a
mark does to a learner's record is `college.progress.attendance`.
"""
