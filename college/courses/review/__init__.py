"""Who may do what with a course and its lessons, and how they come to be published.

What: by group, as everywhere in Wagtail. Where: by organisation, of courses that are provided by one a person works in
or by one below it; who works nowhere has no course. Superusers may everything everywhere.

Each programme has a workflow, made with it, that asks for the approval of somebody who may publish the course.
"""
