"""Caption files, read and written: bytes and text in, lines out. No rows, no requests.

Own code because an editor is told which line of a file is wrong: the libraries for these formats (webvtt-py, pysubs2,
srt) leave out what they cannot read, or refuse it without a line number.
"""
