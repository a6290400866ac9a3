"""Lessons out of the files a college already has: Word, PowerPoint and Excel.

`packages` opens a file once it is known to be bounded and harmless; `word`, `slides` and `sheets` read it into an
`outlines.Outline`; `kept` holds that for who sent it until they agree; `actions` makes drafts of it. Who may is decided
by the course's board.
"""
