"""Question banks as Excel files: out, filled in at a desk, in again; all of a file or nothing of it.

`columns` names what a file holds, `rows` turns questions into rows and rows into drafts, `plans` says what a file would
change, `importing` does it, `views` show it to the editor.
"""
