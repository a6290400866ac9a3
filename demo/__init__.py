"""The demonstration: a fictional district with its people, and courses with real text, pictures and video lessons.

`demo.build.build()` adds what is missing and changes nothing that is there. The text lies in `content/`, the
narration in `audio/`; pictures and slides are drawn by `drawing/` when they are needed. Only `manage.py demo` and
tests call it.
"""
