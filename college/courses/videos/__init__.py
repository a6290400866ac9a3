"""Many videos become lessons: sent as all videos are (`media.uploads`), shown in the order of their names, kept as
drafts behind the lessons of a course. Who may is decided by the course's board.
"""
