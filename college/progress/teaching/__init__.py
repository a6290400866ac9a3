"""The teacher's pages in the admin: who learns in a course, where they stand, and a word to those who need one.

`scope` decides whom a teacher sees; every page, count, export and note starts from a `Classroom` and sees nobody else.
What a teacher writes reaches the learner through `notes` and `inbox`.
"""
