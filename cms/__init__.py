"""The Wagtail site itself: home and standard pages, pictures, shared blocks, navigation, search, page panels.

Rooms above put their own content on a page through `cms.panels`; this room never imports them.
"""
