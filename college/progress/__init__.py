"""Enrolment, watch maps, completion, today's learning. Announces completion in `college.progress.signals`.

Rooms above call `actions`; only `actions` and `completion` write here. What a player sends is read in `messages` and
`tokens`; how much of it is believed, and why, in `allowance`; the map it is merged into is `watchmap`.
"""
