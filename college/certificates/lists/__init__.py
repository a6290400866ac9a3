"""Certificates given by hand to many at once, by an Excel list: all of a list or nothing of it.

`columns` names what a list holds, `papers`, `typed` and `reading` turn its rows into entries, `plans` finds whom they
are about and says what would come of them, `actions` begins what was agreed to, `working` does it in the background,
`writing` and `downloads` are what one takes home, `views` show it at the desk.

The file is not kept, and no number of a person's paper leaves `reading` but masked.
"""
