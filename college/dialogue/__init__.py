"""Questions on lessons and their closed loop: a learner asks, a teacher answers, the learner asks on or closes.

A question is between its learner and whoever sees them in the course as a teacher (`college.progress.teaching.scope`).
It waits on those teachers' desk until one answers, and then on the learner's first page until they put it away. Nothing
above calls this room, and it only registers with those below.
"""
