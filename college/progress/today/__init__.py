"""A learner's first page: one thing to go on with, what is due, what teachers wrote, what is new for them.

Rooms above add a part of their own by the Wagtail hook `my_sections(request)`, which returns `cms.panels.Panel`s.
"""
