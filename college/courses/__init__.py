"""Programmes, course and lesson pages, their blocks, the catalogue, and who may watch a lesson's video.

Progress, certificates and other rooms above add to these pages through `cms.panels` and the hooks named in
`college.courses.hooks`.
"""
