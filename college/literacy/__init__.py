"""A learner's own characters: writing them step by step, reviewing what was learned, practice sheets for paper.

What is known about characters is in `college.hanzi`; which of them a lesson teaches, in `college.courses.characters`.
`actions` changes things (learn, review), `memory` knows when a character is due again, `exercises` lays a lesson or a
name out in steps. No other room may import it; it reaches lesson pages and a learner's own pages by hooks.
"""
