"""What an editor should look at before a course or lesson is published: told in words, each with the way to mend it.

`lists` answers for pages; `contents` reads their drafts without making blocks of them, `facts` asks the database once
for all of them, `points` says what is to be mended. Pictures are measured and addresses outside looked at by workers;
what they found stays in rows (`models`). Nothing here forbids publishing: `asking` asks, once.
"""
