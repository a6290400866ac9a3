"""Uploads that survive: a tus 1.0 server under the Wagtail admin, from the first byte to the video.

The desk hands it to editors; nobody else calls it.
"""
