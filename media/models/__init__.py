from media.models.transcript import Chunk, Cue, Transcript
from media.models.video import Video
from media.models.work import MAX_ATTEMPTS, Lease, LeaseLost, Work

__all__ = ["MAX_ATTEMPTS", "Chunk", "Cue", "Lease", "LeaseLost", "Transcript", "Video", "Work"]
