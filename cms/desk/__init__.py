"""The first page of the admin: what waits for this person, in plain words, with a link to each.

Rooms above add their sections by the Wagtail hook `desk_sections(user)`, which returns `cms.desk.sections.Section`s.
"""
