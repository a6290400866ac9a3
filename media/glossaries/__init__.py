"""What is known of a video's words before anybody hears it: glossaries, its own terms, and the lessons that show it.

`terms` reads them, `repairing` holds transcripts against them (only workers load it), and `actions` asks for that again
when they have changed.
"""
