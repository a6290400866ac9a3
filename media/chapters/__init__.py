"""The chapters of a video: suggested from what is said in it, put right by an editor, shown along the player.

`suggest` and `titles` read no database. A person's chapters are never overwritten by suggestions.
"""
