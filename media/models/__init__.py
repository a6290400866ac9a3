from media.models.chapter import Chapter
from media.models.correction import Correction
from media.models.glossary import Glossary
from media.models.rendition import Rendition
from media.models.transcript import Chunk, Cue, Transcript
from media.models.upload import Upload
from media.models.video import Video
from media.models.waveform import Waveform
from media.models.work import MAX_ATTEMPTS, Lease, LeaseLost, Work

__all__ = [
    "MAX_ATTEMPTS",
    "Chapter",
    "Chunk",
    "Correction",
    "Cue",
    "Glossary",
    "Lease",
    "LeaseLost",
    "Rendition",
    "Transcript",
    "Upload",
    "Video",
    "Waveform",
    "Work",
]
