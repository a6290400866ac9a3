"""What is made from an original: a form for each screen and network, and small pictures to find a place by.

`begin_renditions` is called once a video was checked; a worker does the rest. The original is kept.
"""

from media.renditions.beginning import begin_missing_renditions, begin_renditions

__all__ = ["begin_missing_renditions", "begin_renditions"]
