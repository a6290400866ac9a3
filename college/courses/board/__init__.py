"""A course as one board for its editors: the lessons in order with the state of each, and what can be done with them.

Who may what is decided by Wagtail's permissions for the course's page.
"""
