from media.models.transcript import Chunk, Cue, Transcript
from media.models.video import Video

__all__ = ["Chunk", "Cue", "Transcript", "Video"]
