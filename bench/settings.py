"""The college in a folder of its own, where workers do what the bench asks for and nothing besides."""

from college.settings.development import *  # noqa: F403

WORKER_SWEEPS = []
VIDEO_CONTEXT = "bench.clips.text_around"
