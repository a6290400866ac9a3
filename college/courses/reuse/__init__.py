"""Where a video, a picture or a question is used, and another put in its place everywhere at once.

What people learned stays: it belongs to the lesson, not to what the lesson shows. Rooms above say what a change means
for them by the Wagtail hook `reuse_notices(kind, pages)`, which returns sentences.
"""
