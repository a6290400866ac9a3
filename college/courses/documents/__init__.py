"""Lessons out of the files a college already has: Word, PowerPoint and Excel.

`packages` opens a file once it is known to be bounded and harmless; `word`, `slides` and `sheets` read it into an
`outlines.Outline`, and `pictured` reads slides that come with their PDF: `prints` matches its pages, which `drawing`
draws in a process of its own. `kept` holds the outline for who sent it until they agree; `actions` makes drafts of it.
Who may is decided by the course's board.
"""
